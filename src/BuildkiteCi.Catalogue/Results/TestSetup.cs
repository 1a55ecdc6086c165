using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>How a stage is tested on a generation, as its step in the catalogue sets it.</summary>
public sealed record TestSetup
{
    /// <summary>Chips of the machine that it runs on; null where the fleet does not know the queue.</summary>
    public int? Chips { get; init; }

    /// <summary>The command that starts vLLM's server, on one line; null where the step serves no model.</summary>
    public string? ServeCommand { get; init; }

    /// <summary>The target in force, in the unit of what the stage measures; 0 is none. Null where the step sets none.</summary>
    public double? Target { get; init; }

    /// <summary>The step's own environment, without what only names the test and without secrets.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
