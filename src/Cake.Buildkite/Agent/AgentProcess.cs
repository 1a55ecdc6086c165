using System.Diagnostics;
using System.Text;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>A child process with all three streams in our hands.</summary>
/// <remarks>
/// Cake's own process reads lines, so it cannot tell a value's last line break from the agent's, and ends the child alone. Bytes are kept
/// as they come:
/// both outputs are read while the input is written, so that neither side waits for the other with a full pipe.
/// </remarks>
internal sealed class AgentProcess : IAgentProcess
{
    /// <summary>How long a dead agent's pipes may stay open: somebody whom it started holds them, and nothing of the agent itself is
    /// missing.</summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly StreamCapture output;
    private readonly StreamCapture error;

    private AgentProcess(Process process, byte[] input)
    {
        this.process = process;
        output = new(process.StandardOutput.BaseStream);
        error = new(process.StandardError.BaseStream);
        _ = WriteAsync(process.StandardInput.BaseStream, input);
    }

    public static AgentProcess Start(FilePath path, ProcessSettings settings)
    {
        var start = new ProcessStartInfo(path.FullPath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (!settings.NoWorkingDirectory)
            start.WorkingDirectory = settings.WorkingDirectory?.FullPath ?? "";
        if (AgentArgument.ListIn(settings.Arguments) is { } list)
            list.ToList().ForEach(start.ArgumentList.Add);
        else
            start.Arguments = settings.Arguments.Render();
        foreach (var (name, value) in settings.EnvironmentVariables ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        return new(Process.Start(start)!, settings.StandardInput?.Memory.ToArray() ?? []);
    }

    public async Task<AgentExit> ExitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            await Task.WhenAny(Task.WhenAll(output.End, error.End), Task.Delay(PipeGrace, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            return new(process.ExitCode, output.Text, error.Text);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw;
        }
    }

    public void WaitForExit() => ExitAsync(CancellationToken.None).GetAwaiter().GetResult();

    public bool WaitForExit(int milliseconds) => process.WaitForExit(milliseconds);

    public int GetExitCode() => process.ExitCode;

    public IEnumerable<string> GetStandardOutput() => output.Text.Split('\n');

    public IEnumerable<string> GetStandardError() => error.Text.Split('\n');

    /// <summary>Ends the process and all that it started, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>Ends what still runs: nobody is left to wait for it.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        output.Dispose();
        error.Dispose();
        process.Dispose();
    }

    private static async Task WriteAsync(Stream stream, byte[] input)
    {
        try
        {
            await using (stream)
                await stream.WriteAsync(input);
        }
        catch (IOException)
        {
            // The agent ended without reading all of its input; its exit status and message tell why.
        }
    }
}
