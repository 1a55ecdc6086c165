using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing;

/// <summary>
/// The variables that the files of a build are expanded with: the process's own, what is known of the build, and the generation's, the later
/// over the earlier. Expressions of a variable that holds a secret stay as they are written: its value must not stand in a pipeline, and the
/// job has it too.
/// </summary>
public sealed class BuildVariables
{
    private readonly Variables build;

    /// <summary>The variables of a build that is composed.</summary>
    public BuildVariables(CompositionRequest request)
    {
        build = WithoutSecrets(request.Environment, request.Settings.SecretVariables).With(request.Facts.Variables);
        OfBuild = request.Single is { } generation ? Of(generation) : build;
    }

    /// <summary>A process's variables, of which those that look like secrets by their names are left as they are written, in whatever letter case.</summary>
    /// <param name="environment">The process's variables. What its agent redacts (<c>BUILDKITE_REDACTED_VARS</c>) is secret, too.</param>
    /// <param name="patterns">Which names are secrets.</param>
    public static Variables WithoutSecrets(IReadOnlyDictionary<string, string> environment, ImmutableArray<string> patterns)
    {
        ImmutableArray<string> all = [.. patterns, .. SecretNames.Patterns(environment.GetValueOrDefault("BUILDKITE_REDACTED_VARS", ""))];
        return Variables.Of(environment).LeavingAlone(environment.Keys.Where(name => SecretNames.Fit(name.ToUpperInvariant(), all)));
    }

    /// <summary>For a file that is expanded once.</summary>
    public Variables OfBuild { get; }

    /// <summary>For a file that is expanded for a generation.</summary>
    public Variables Of(Generation generation) => build.With(generation.Variables);
}
