using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
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

    /// <summary>The uses in the files that <c>ci.yml</c> lists, each once.</summary>
    public static IEnumerable<Diagnostic> Of(IFileTree files, CiSettings settings)
    {
        var known = Known(files, settings);
        foreach (var (listed, others) in Listed(settings.Composing))
        {
            if (
                files.Read(listed.Path, new List<Diagnostic>()) is not { } text
                || PipelineDocument.Read(new SourceFile(listed.Path, text)).Value is not { Source: { } root } document
            )
                continue;
            var own = document
                .Variables.Select(variable => variable.Key)
                .Concat(listed.Variables.Concat(others).Select(variable => variable.Name))
                .Concat(listed.When.Environment.Select(variable => variable.Key))
                .ToHashSet(StringComparer.Ordinal);
            foreach (
                var (scalar, part) in Uses(root)
                    .Where(use =>
                        !own.Contains(use.Part.Name)
                        && !known.Contains(use.Part.Name)
                        && !use.Part.Name.StartsWith(OfBuildkite, StringComparison.Ordinal)
                    )
            )
            {
                yield return new Diagnostic(
                    Unset,
                    scalar.LocationAt(part.Start),
                    $"nothing sets '{part.Name}', so that it is empty in every build",
                    $"write '$${part.Name}' where the job's shell has it, '${{{part.Name}:-…}}' for a default, or set it below 'variables' "
                        + $"in ci.yml"
                );
            }
        }
    }

    private static HashSet<string> Known(IFileTree files, CiSettings settings) =>
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
