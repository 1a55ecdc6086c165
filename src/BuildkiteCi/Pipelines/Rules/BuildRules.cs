using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with a pipeline as a whole and with the uploads of a build together, P011 to P029.</summary>
public static class BuildRules
{
    /// <summary>The file is no pipeline.</summary>
    public static readonly Rule NotAPipeline = Error(
        "P011", "The file is neither a mapping with steps nor a list of steps",
        "make test\n",
        """
        steps:
          - command: make test
        """);

    /// <summary>A pipeline has no steps.</summary>
    public static readonly Rule NoSteps = Warning(
        "P017", "A pipeline has no steps",
        """
        env:
          MODEL: Qwen/Qwen3-4B
        """,
        """
        env:
          MODEL: Qwen/Qwen3-4B
        steps:
          - command: make test
        """);

    /// <summary>Something at the top is of a kind that Buildkite's agent refuses.</summary>
    public static readonly Rule WrongTypeAtTop = Error(
        "P018", "A value at the top of the file is of a kind that its key does not take",
        """
        env:
          RELEASED: 2026-11-24
        steps:
          - command: make test
        """,
        """
        env:
          RELEASED: "2026-11-24"
        steps:
          - command: make test
        """);

    /// <summary>A number is infinite or none.</summary>
    public static readonly Rule NotFinite = Error(
        "P019", "A number is infinite or not a number, which cannot be sent",
        """
        steps:
          - command: make test
            priority: .inf
        """,
        """
        steps:
          - command: make test
            priority: 100
        """);

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } = [NotAPipeline, NoSteps, WrongTypeAtTop, NotFinite];
}
