using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C038: a result that a step sets itself, and that nobody understands.</summary>
internal sealed partial class UnknownStatus : CatalogueRule
{
    private static readonly Rule Definition = new(
        "C038", Severity.Warning, "A step sets a result of its own that is no known status", Example("unverifed"), Example("unverified"))
    {
        Why =
            "A step wrote a reason behind its result, and the script that recorded it knew the bare word alone: a test that was skipped on "
                + "purpose "
            + "was Failing every night, and the on-call looked for the fault in the model.",
    };

    public override Rule Rule => Definition;

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from own in Own(file.File, fleet, file.Generation)
        let text = StatusSpellings.SplitNote(own.Text).Text
        where StatusSpellings.Parse(text) is null
        select new Diagnostic(
            Definition, own.Location, $"step '{own.Key}' sets '{own.Text}' as its result, which is no status",
            Spelling.Suggest(text, StatusSpellings.All, "write one of skipped, unverified, not enough HBM"));

    /// <summary>Results that the repository's own record script does not know: it records any other word as a failure.</summary>
    public static IEnumerable<Diagnostic> OfScripts(ImmutableArray<CatalogueFile> files, Fleet fleet, IFileTree repository)
    {
        foreach (var file in files.Select(file => file.Unpacked()))
        {
            foreach (var (key, text, location) in Own(file, fleet, null))
            {
                if (StatusSpellings.Parse(StatusSpellings.SplitNote(text).Text) is null) continue;
                var recording = file.Pipeline.AllSteps.OfType<CommandStep>().FirstOrDefault(step => StageSteps.RecordedKey(step) == key);
                if (recording is null || Script().Match(recording.Command) is not { Success: true } named) continue;
                // A script that hands over to the program, or that holds no words, decides elsewhere.
                if (repository.Read(named.Value, []) is not { } script || !Cases().IsMatch(script) || Knows(script, text)) continue;
                var words = Cases().Matches(script).Select(match => $"'{match.Groups["word"].Value}'").Distinct(StringComparer.Ordinal);
                yield return new Diagnostic(
                    Definition,
                    location,
                    $"step '{key}' sets '{text}' as its result, and {named.Value}, which records it, has no such word: it is recorded as "
                        + "Failing",
                    $"write one of {string.Join(", ", words)}, or add the word to the script");
            }
        }
    }

    private static bool Knows(string script, string text) =>
        new[] { $"\"{text}\"", $"'{text}'", $"{text})" }.Any(written => script.Contains(written, StringComparison.Ordinal));

    private static string Example(string result) => $$"""
        steps:
          - key: "${TPU_VERSION:-tpu6e}_a"
            label: "${TPU_VERSION:-tpu6e} a"
            agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
            env:
              CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}"
              CI_TARGET: Qwen/Qwen3-4B
              CI_STAGE: UnitTest
              CI_CATEGORY: text-only
            command: |
              pytest tests/models
              buildkite-agent meta-data set "${TPU_VERSION:-tpu6e}_a" "{{result}}"

        """;

    // 'meta-data set KEY TEXT' with the key of the step, or of another one of the file, as it is written.
    private static IEnumerable<(string Key, string Text, SourceLocation Location)> Own(
        CatalogueFile file,
        Fleet fleet,
        Generation? generation
    )
    {
        if (generation is not null && generation != fleet.Generations.First(file.RunsOn)) yield break;
        var keys = file.Pipeline.AllSteps.Select(step => step.Key?.Canonical).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var step in file.Pipeline.AllSteps.OfType<CommandStep>())
        {
            if (step.Body.Scalar("command") is not { } command) continue;
            if (!command.Canonical.Contains("meta-data set", StringComparison.Ordinal)) continue;
            var shell = ShellScript.Parse(command.Canonical);
            foreach (var words in ShellWalk.Commands(shell.Commands).Select(one => one.Words))
            {
                if (
                    words
                    is not [
                    { Literal: "buildkite-agent" },
                    { Literal: "meta-data" },
                    { Literal: "set" },
                        var named,
                    { Literal: { Length: > 0 } text },
                        ..,
                    ]
                )
                    continue;
                if (shell.Text[named.Start..named.End].Trim('"', '\'') is var key && keys.Contains(key))
                    yield return (key, text, step.Attributes["command"]?.Location ?? step.Location);
            }
        }
    }

    [GeneratedRegex(@"(?<=\s|^)(?:\./)?[\w./-]+\.sh\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(
        """(?m)^\s*(?:"(?<word>[^"*\n]+)"|'(?<word>[^'*\n]+)'|(?<word>\w+))\)\s*$""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Cases();
}
