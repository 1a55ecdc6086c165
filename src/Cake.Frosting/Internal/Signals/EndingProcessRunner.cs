using System.ComponentModel;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Frosting.Internal;

/// <summary>Starts processes as the engine does, and ends those that still run when a signal comes: a task that waits for one would else
/// wait on.</summary>
internal sealed class EndingProcessRunner(
    IFileSystem files,
    ICakeEnvironment environment,
    ICakeLog log,
    IToolLocator tools,
    ICakeConfiguration configuration,
    Interruption interruption
) : IProcessRunner
{
    private readonly ProcessRunner _usual = new(files, environment, log, tools, configuration);

    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var process = _usual.Start(filePath, settings);
        return process is not null && interruption.IsAskedFor ? new EndingProcess(process, interruption.ProcessesToken) : process!;
    }

    private sealed class EndingProcess : IProcess
    {
        private readonly IProcess _process;
        private readonly CancellationTokenRegistration _end;

        public EndingProcess(IProcess process, CancellationToken signal)
        {
            _process = process;
            _end = signal.Register(End);
        }

        public void WaitForExit() => _process.WaitForExit();

        public bool WaitForExit(int milliseconds) => _process.WaitForExit(milliseconds);

        public int GetExitCode() => _process.GetExitCode();

        public IEnumerable<string> GetStandardError() => _process.GetStandardError();

        public IEnumerable<string> GetStandardOutput() => _process.GetStandardOutput();

        public void Kill() => _process.Kill();

        public void Dispose()
        {
            _end.Dispose();
            _process.Dispose();
        }

        private void End()
        {
            try
            {
                _process.Kill();
            }
            catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
            {
                // It has ended by itself, or was closed meanwhile.
            }
        }
    }
}
