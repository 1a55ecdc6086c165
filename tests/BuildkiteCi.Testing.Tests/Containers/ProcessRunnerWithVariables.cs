using System.Collections.Immutable;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>Starts every process with these variables.</summary>
internal sealed class ProcessRunnerWithVariables(IProcessRunner inner, params (string Name, string Value)[] variables) : IProcessRunner
{
    public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken) =>
        inner.RunAsync(
            command with
            {
                Environment = command.Environment.SetItems(
                    variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value))
                ),
            },
            onLine,
            cancellationToken
        );
}
