using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>
/// Finds secrets in a pipeline that is about to be uploaded: the agent refuses one that holds the value of a variable which is a secret by
/// its name, or that gives a variable of such a name a value. Source: facts about pipeline uploads.
/// </summary>
public static partial class UploadSecrets
{
    /// <summary>Why the agent would refuse the pipeline; empty: it would not.</summary>
    /// <param name="document">The pipeline, interpolated.</param>
    /// <param name="environment">The uploading process's variables.</param>
    /// <param name="patterns">Patterns of the names, separated by commas; empty: nothing is looked for.</param>
    public static ImmutableArray<string> Problems(
        PipelineDocument document,
        IEnumerable<KeyValuePair<string, string>> environment,
        string patterns
    )
    {
        var names = SecretNames.Patterns(patterns);
        if (names.IsEmpty) return [];
        var root = document.ToNode();
        var secrets = SecretNames
            .In(environment, names)
            .Select(variable => (variable.Key, Forms: ImmutableArray.Create(variable.Value, Redaction.Escaped(variable.Value))))
            .ToList();
        var interpolated = secrets
            .Where(secret => Holds(root, secret.Forms))
            .Select(secret => secret.Key)
            .Order(StringComparer.Ordinal)
            .ToList();
        var written = Environments(document)
            .SelectMany(env => env.Entries)
            .Where(entry => IsWrittenOut(entry, names))
            .Select(entry => entry.Key)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var problems = ImmutableArray.CreateBuilder<string>();
        if (interpolated.Count > 0)
            problems.Add(
                $"pipeline contains values interpolated from the following secret environment variables: {string.Join(", ", interpolated)}"
            );
        if (written.Count > 0)
            problems.Add($"pipeline contains values for the following secret environment variables: {string.Join(", ", written)}");
        return problems.ToImmutable();
    }

    private static bool Holds(YamlNode node, ImmutableArray<string> secret) => node switch
    {
        YamlScalar scalar => Holds(scalar.Canonical, secret),
        YamlSequence list => list.Items.Any(item => Holds(item, secret)),
        YamlMapping mapping => mapping.Entries.Any(entry => Holds(entry.Key, secret) || Holds(entry.Value, secret)),
        _ => false,
    };

    private static bool Holds(string text, ImmutableArray<string> secret) =>
        secret.Any(form => text.Contains(form, StringComparison.Ordinal));

    private static IEnumerable<YamlMapping> Environments(PipelineDocument document) =>
        [
            .. document.Env is { } env ? [env] : Array.Empty<YamlMapping>(),
            .. document
                .AllSteps.Select(step => (step is TriggerStep ? step.Body["build"] as YamlMapping : step.Body)?["env"])
                .OfType<YamlMapping>(),
        ];

    // What is nothing but another variable is given when the job runs; a short value is no secret.
    private static bool IsWrittenOut(YamlEntry entry, ImmutableArray<string> names) =>
        SecretNames.Fit(entry.Key, names)
        && entry.Value is YamlScalar { Canonical.Length: >= SecretNames.ShortestValue } value
        && !Reference().IsMatch(value.Canonical);

    [GeneratedRegex(
        @"^\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Reference();
}
