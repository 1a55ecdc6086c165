using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Collecting;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C026: a stage tests nothing yet.</summary>
public sealed class Placeholder : CatalogueRule
{
    /// <summary>What it is: code, title, why, examples.</summary>
    public static readonly Rule Definition =
        new(
            "C026",
            Severity.Warning,
            "A stage's command is a placeholder: it tests nothing",
            """
            steps:
              - { key: a, command: "buildkite-agent meta-data set a unverified", env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A stage was planned in spring and still set 'unverified' in autumn. Everybody believed that somebody tested it.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from one in OrderedStage.Of(file)
        where KnownResult.SaysNothing(one.Stage)
        select new Diagnostic(
            Rule,
            one.Stage.Step.Location,
            $"{one.Stage} runs nothing and only reports that it has no result",
            "write its command");
}
