using System.Collections.Immutable;

namespace BuildkiteCi.Core;

/// <summary>A program to start: a value, nothing happens until an <see cref="IProcessRunner"/> runs it.</summary>
/// <param name="Program">The executable's name, looked up on the <c>PATH</c>, or its path.</param>
/// <param name="Arguments">Each argument as the program gets it; never quoted, never split.</param>
public sealed record CommandLine(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Makes a command line from its words.</summary>
    public static CommandLine Of(string program, params ReadOnlySpan<string> arguments) => new(program, [.. arguments]);

    /// <summary>Folder in which the program starts; null: the root.</summary>
    public string? Folder { get; init; }

    /// <summary>Variables laid over the inherited environment; a null value removes the variable.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>What the program reads on standard input; null: nothing, the stream is closed at once.</summary>
    public string? Input { get; init; }

    /// <summary>
    /// Whether <see cref="ProcessExit.Output"/> and <see cref="ProcessExit.ErrorOutput"/> keep what was written; switch it off for a
    /// program whose output has no bound and is read line by line.
    /// </summary>
    public bool KeepsOutput { get; init; } = true;

    /// <summary>
    /// Whether the program gets a pseudo-terminal, as a job of Buildkite's agent has it: its standard streams are terminals, and standard
    /// output and error come as one, in the order in which they were written. Without pseudo-terminals (anywhere but on Linux) it gets one
    /// pipe for both, and nothing to read.
    /// </summary>
    public bool OnTerminal { get; init; }

    /// <summary>After this span the whole process tree is ended; null: never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// When the run is ended early, its processes get SIGTERM first and SIGKILL after this span; zero: SIGKILL at once. Where there are no
    /// signals (Windows) they are ended at once.
    /// </summary>
    public TimeSpan StopGrace { get; init; }

    /// <summary>
    /// Whether what the program leaves running when it ends is ended too, daemons among it. Without it a process left in the background
    /// lives on, and the run waits for as long as it holds the output open. Linux only; elsewhere nothing is swept.
    /// </summary>
    public bool SweepsLeftovers { get; init; }

    /// <summary>The words quoted for a POSIX shell, for people to read and paste.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(ShellWord.Quote));
}
