using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Finds variables that a pipeline uses without a default and that neither a build nor <c>ci.yml</c> sets: they become empty when
/// it is uploaded.</summary>
internal static class UnsetVariables
{
    /// <summary>A file uses a variable that nothing sets.</summary>
    internal static Rule Unset { get; } =
        new(
            "U011",
            Severity.Warning,
            "A pipeline uses a variable that no build sets, so that it becomes empty when it is uploaded",
            "steps:\n  - command: exit $EXIT_CODE\n",
            "steps:\n  - command: exit $$EXIT_CODE\n"
        )
        {
            Why =
                "'$MODEL' was meant for the job's shell and was emptied by the upload. The command ran without its model, and tested the "
                    + "default one.",
        };

    // What every job has of Buildkite, of the agent's shell, or of the person who starts a build.
    private const string OfBuildkite = "BUILDKITE";
    private static readonly ImmutableArray<string> OfJobs =
    [
        "CI",
        "HOME",
        "PATH",
        "PWD",
        "USER",
        "HOSTNAME",
        "SHELL",
        "TMPDIR",
        "LANG",
        "NIGHTLY",
        "BM_CASE_TYPE",
    ];

    /// <summary>The uses in the files of the catalogue and in those that <c>ci.yml</c> lists, each once.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="settings">What its <c>ci.yml</c> sets.</param>
    /// <param name="subjects">The catalogue's files.</param>
    public static IEnumerable<Diagnostic> Of(IFileTree files, CiSettings settings, ImmutableArray<CatalogueFile> subjects)
    {
        var known = Known(files, settings);
        var words = new RepositoryWords(files);
        foreach (var subject in subjects)
            // Who composes by hand may set one in any script, hook or pipeline.
            foreach (var found in InDocument(subject.Pipeline, [], known))
                if (!words.MayBeSet(found.Name)) yield return found.Problem;
        foreach (var (listed, others) in Listed(settings.Composing))
        {
            if (
                files.Read(listed.Path, new List<Diagnostic>()) is not { } text
                || PipelineDocument.Read(new SourceFile(listed.Path, text)).Value is not { } document
            )
                continue;
            var set = listed.Variables.Concat(others)
                .Select(variable => variable.Name)
                .Concat(listed.When.Environment.Select(variable => variable.Key));
            foreach (var found in InDocument(document, set, known)) yield return found.Problem;
        }
    }

    private static IEnumerable<(string Name, Diagnostic Problem)> InDocument(
        PipelineDocument document,
        IEnumerable<string> set,
        FrozenSet<string> known
    )
    {
        if (document.Source is not { } root) return [];
        var own = document.Variables.Select(variable => variable.Key).Concat(set).ToHashSet(StringComparer.Ordinal);
        return
            from use in Uses(root)
            let name = use.Part.Name
            where !own.Contains(name) && !known.Contains(name) && !name.StartsWith(OfBuildkite, StringComparison.Ordinal)
            select (
                name,
                new Diagnostic(
                    Unset,
                    use.Scalar.LocationAt(use.Part.Start),
                    $"nothing sets '{name}', so that it is empty in every build",
                    $"write '$${name}' where the job's shell has it, '${{{name}:-…}}' for a default, or set it below 'variables' in ci.yml"
                )
            );
    }

    /// <summary>What a composed build sets without a word of it in a pipeline.</summary>
    public static FrozenSet<string> Known(IFileTree files, CiSettings settings) =>
    [
        .. OfJobs,
        .. DryRun.Facts(DryRun.Identity(BuildKind.Nightly, settings), files, settings).Variables.Keys,
        "VLLM_COMMIT_HASH",
        .. settings.Fleet.Generations.SelectMany(generation => generation.Variables.Keys),
        .. settings.Composing.Variables.Select(variable => variable.Name),
    ];

    private static IEnumerable<(ListedPipeline Listed, ImmutableArray<BuildVariable> Others)> Listed(CompositionSettings settings) =>
        settings.Pipelines.Select(listed => (listed, ImmutableArray<BuildVariable>.Empty))
            .Concat(settings.OtherPipelines.SelectMany(other => other.Pipelines.Select(listed => (listed, other.Variables))))
            .DistinctBy(one => one.Item1.Path);

    // A comment of the script may be emptied without harm.
    private static bool IsInComment(string text, int at) =>
        text.AsSpan(text.LastIndexOf('\n', Math.Max(0, at - 1)) + 1).TrimStart().StartsWith('#');

    private static IEnumerable<(YamlScalar Scalar, VariablePart Part)> Uses(YamlNode node) =>
        node switch
        {
            YamlMapping mapping => mapping.Entries.SelectMany(entry => Uses(entry.Value)),
            YamlSequence list => list.Items.SelectMany(Uses),
            YamlScalar scalar
                when scalar.Text.Contains('$', StringComparison.Ordinal) && TextTemplate.Parse(scalar.Text).Template is { } template =>
                template
                    .Expressions()
                    .Where(part => (part is ValuePart or SubstringPart) && !IsInComment(scalar.Text, part.Start))
                    .Select(part => (scalar, part)),
            _ => [],
        };
}
