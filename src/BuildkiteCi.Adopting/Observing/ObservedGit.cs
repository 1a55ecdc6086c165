using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>Starts the stand-in for git in the observed copy, so that composing sees the same answers as the scripts did, and no other
/// repository.</summary>
internal sealed class ObservedGit(IProcessRunner processes, BuildObserver observer) : IProcessRunner
{
    public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken) =>
        processes.RunAsync(
            command with
            {
                Program = command.Program == "git" ? observer.Git : command.Program,
                Folder = command.Folder ?? observer.Copy.Root,
                Environment = command.Environment.SetItems(observer.StandInVariables),
            },
            onLine,
            cancellationToken);
}
