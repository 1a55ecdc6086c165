using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>
/// What the agent makes of <c>if_changed</c> before it sends a pipeline: steps and groups that no changed file concerns get a <c>skip</c>,
/// and the attribute is gone. Source: facts about steps' attributes.
/// </summary>
public static class ChangedSteps
{
    private const string Attribute = "if_changed";

    /// <summary>Whether anything in a pipeline looks at changed files.</summary>
    public static bool Ask(PipelineDocument document) => document.AllSteps.Any(step => step.Body.Has(Attribute));

    /// <summary>Whether a pipeline that was not read yet may look at changed files.</summary>
    internal static bool MayAsk(string yaml) => yaml.Contains(Attribute, StringComparison.Ordinal);

    /// <summary>How the changed files were found, in a line for people.</summary>
    internal static string Describe(ChangedFiles changed) => changed.IsKnown
        ? $"{Attribute}: {changed.Paths.Length} file{(changed.Paths.Length == 1 ? "" : "s")} changed {changed.HowKnown}"
        : $"{Attribute}: {changed.HowKnown}, so no step is left out";

    /// <summary>The pipeline without <c>if_changed</c>.</summary>
    /// <param name="document">The pipeline, interpolated.</param>
    /// <param name="changed">Paths relative to the root; null: they are not known, and nothing is skipped.</param>
    public static PipelineDocument Apply(PipelineDocument document, ImmutableArray<string>? changed) =>
        Ask(document) ? document with { Steps = [.. document.Steps.Select(step => Apply(step, changed))] } : document;

    private static Step Apply(Step step, ImmutableArray<string>? changed)
    {
        if (step is GroupStep group) step = group with { Steps = [.. group.Steps.Select(inner => Apply(inner, changed))] };
        if (step.Body[Attribute] is not { } asked) return step;
        var body = step.Body.Without(Attribute);
        var isSkipped = changed is { } files && StepMatrix.SkipReason(body["skip"]) is null && !Concerns(asked, files);
        return step.With(
            isSkipped ? body.With("skip", YamlScalar.Of($"no changed file matches {string.Join(", ", Patterns(Included(asked)))}")) : body
        );
    }

    private static bool Concerns(YamlNode asked, ImmutableArray<string> files)
    {
        var included = Globs(Included(asked));
        var excluded = Globs((asked as YamlMapping)?["exclude"]);
        return files.Any(file => included.Any(glob => glob.Fits(file)) && !excluded.Any(glob => glob.Fits(file)));
    }

    private static YamlNode? Included(YamlNode asked) => asked is YamlMapping mapping ? mapping["include"] : asked;

    private static ImmutableArray<string> Patterns(YamlNode? node) => node switch
    {
        YamlScalar one => [one.Canonical],
        YamlSequence several => [.. several.Items.OfType<YamlScalar>().Select(item => item.Canonical)],
        _ => [],
    };

    // The agent reads these patterns as it reads those of artifacts; a home folder means nothing here.
    private static ImmutableArray<ArtifactGlob> Globs(YamlNode? node) =>
        [.. Patterns(node).Select(pattern => ArtifactGlob.Parse(pattern, home: "~")).OfType<ArtifactGlob>()];
}
