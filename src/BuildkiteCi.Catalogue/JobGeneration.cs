using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>
/// The generation that a job's environment asks for. A version that the fleet does not have is an error: its author would else get the
/// results of another generation.
/// </summary>
public static class JobGeneration
{
    /// <summary>The variables that ask for one, the first that is set wins.</summary>
    public static ImmutableArray<string> Variables { get; } = ["CI_TPU_VERSION", "TPU_VERSION"];

    /// <summary>The generation, null where nothing asks for one, and in words what is wrong with a version that none has.</summary>
    public static (Generation? Generation, string? Problem) Of(IReadOnlyDictionary<string, string> environment, Fleet fleet) =>
        Of(environment, fleet, Variables);

    /// <summary>The same by these variables.</summary>
    public static (Generation? Generation, string? Problem) Of(
        IReadOnlyDictionary<string, string> environment,
        Fleet fleet,
        ImmutableArray<string> variables
    )
    {
        if (variables.FirstOrDefault(name => environment.GetValueOrDefault(name) is { Length: > 0 }) is not { } variable)
            return (null, null);
        var version = environment[variable];
        if (fleet.OfVersion(version) is { } found) return (found, null);
        var known = fleet.Generations.Select(generation => generation.TpuVersion).ToArray();
        return (
            null,
            $"{variable} is '{version}', which no generation of the fleet has; "
                + $"{Spelling.Suggest(version, known, $"there are {string.Join(", ", known)}")}"
        );
    }
}
