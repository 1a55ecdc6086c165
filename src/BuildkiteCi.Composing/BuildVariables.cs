using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing;

/// <summary>
/// The variables that the files of a build are expanded with: the process's own, what is known of the build, and the generation's, the later
/// over the earlier. Expressions of a variable that holds a secret stay as they are written: its value must not stand in a pipeline, and the
/// job has it too.
/// </summary>
internal sealed class BuildVariables
{
    // In whatever letter case: here nothing is lost by taking too much for a secret.
    private static readonly ImmutableArray<string> Secrets = SecretNames.Patterns($"{SecretNames.Usual},{SecretNames.OfScripts}");

    private readonly Variables build;

    public BuildVariables(CompositionRequest request)
    {
        build = Variables.Of(request.Environment).With(request.Facts.Variables)
            .LeavingAlone(request.Environment.Keys.Where(name => SecretNames.Fit(name.ToUpperInvariant(), Secrets)));
        OfBuild = request.Single is { } generation ? Of(generation) : build;
    }

    /// <summary>For a file that is expanded once.</summary>
    public Variables OfBuild { get; }

    /// <summary>For a file that is expanded for a generation.</summary>
    public Variables Of(Generation generation) => build.With(generation.Variables);
}
