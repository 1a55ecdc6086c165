using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with the value of an attribute, P061 to P071: matrices, texts, fields, notifications.</summary>
public static class AttributeRules
{
    /// <summary>A matrix is larger than Buildkite takes.</summary>
    public static readonly Rule MatrixTooLarge = Warning(
        "P061", "A matrix is larger than Buildkite takes",
        """
        steps:
          - command: make test-{{matrix.a}}-{{matrix.b}}
            matrix:
              setup:
                a: [1, 2, 3, 4, 5, 6, 7, 8]
                b: [1, 2, 3, 4, 5, 6, 7]
        """,
        """
        steps:
          - command: make test-{{matrix.a}}-{{matrix.b}}
            matrix:
              setup:
                a: [1, 2, 3, 4, 5, 6, 7]
                b: [1, 2, 3, 4, 5, 6, 7]
        """) with
    {
        Why = "A third dimension was added to a matrix, and its combinations passed the limit: the upload was refused.",
    };

    /// <summary>An adjustment does not fit the dimensions of its matrix.</summary>
    public static readonly Rule MatrixAdjustment = Error(
        "P062", "An adjustment does not fit the dimensions of its matrix",
        """
        steps:
          - command: make test-{{matrix.os}}
            matrix:
              setup: { os: [linux, macos] }
              adjustments:
                - with: { so: macos }
                  skip: true
        """,
        """
        steps:
          - command: make test-{{matrix.os}}
            matrix:
              setup: { os: [linux, macos] }
              adjustments:
                - with: { os: macos }
                  skip: true
        """) with
    {
        Why = "An adjustment named a value that the matrix had lost. The combination that it was to skip ran, and failed, every night.",
    };

    /// <summary>A placeholder of a matrix has no value.</summary>
    public static readonly Rule MatrixToken = Warning(
        "P063", "A placeholder of a matrix has no value",
        """
        steps:
          - command: make test-{{matrix.system}}
            matrix:
              setup: { os: [linux, macos] }
        """,
        """
        steps:
          - command: make test-{{matrix.os}}
            matrix:
              setup: { os: [linux, macos] }
        """) with
    {
        Why = "'{{matrix.os}}' was left in a step whose matrix was removed, and the command ran with the braces in it.",
    };

    /// <summary>A group is within a group.</summary>
    public static readonly Rule GroupInGroup = Error(
        "P064", "A group is within a group",
        """
        steps:
          - group: Tests
            steps:
              - group: Unit tests
                steps:
                  - command: make test
        """,
        """
        steps:
          - group: Unit tests
            steps:
              - command: make test
        """) with
    {
        Why = "A group was put into a group, as other systems allow it, and Buildkite refused the file.",
    };

    /// <summary>A number or word becomes another text on its way to Buildkite.</summary>
    public static readonly Rule ChangedText = Warning(
        "P065", "A number or word becomes another text on its way to Buildkite",
        """
        steps:
          - command: make
            env:
              PYTHON: 3.10
        """,
        """
        steps:
          - command: make
            env:
              PYTHON: "3.10"
        """) with
    {
        Why = "'1.20' became '1.2' on its way to Buildkite, and for a month the tests ran with a version from years before.",
    };

    /// <summary>A variable that a shell may take apart is without quotes in a command.</summary>
    public static readonly Rule Unquoted = Warning(
        "P066", "A variable that a shell may take apart is without quotes in a command",
        """
        env:
          MODEL: Llama 3 (8B)
        steps:
          - command: pytest --model $MODEL
        """,
        """
        env:
          MODEL: Llama 3 (8B)
        steps:
          - command: pytest --model "$MODEL"
        """) with
    {
        Why =
            "A branch's name with a blank in it was put into a command without quotes, and the script removed a folder by half of its "
                + "name.",
    };

    /// <summary>A text that outsiders choose becomes a part of a script.</summary>
    public static readonly Rule OutsidersText = Warning(
        "P067", "A text that outsiders choose becomes a part of a script",
        """
        steps:
          - command: echo "$BUILDKITE_MESSAGE"
        """,
        """
        steps:
          - command: echo "$$BUILDKITE_MESSAGE"
        """) with
    {
        Why = "A pull request's title held a command in backquotes. It ran on the agent, with the agent's tokens in its environment.",
    };

    /// <summary>A field of a block or input step is malformed.</summary>
    public static readonly Rule Field = Error(
        "P068", "A field of a block or input step is malformed",
        """
        steps:
          - input: Release
            fields:
              - text: Name
        """,
        """
        steps:
          - input: Release
            fields:
              - text: Name
                key: release-name
        """) with
    {
        Why = "A field without a key made Buildkite refuse the release's block step, on the day of the release.",
    };

    /// <summary>A notification names a service that is unclear.</summary>
    public static readonly Rule Notify = Error(
        "P069", "A notification names a service that is unclear",
        """
        notify:
          - slak: "#mac-ci"
        steps:
          - command: make
        """,
        """
        notify:
          - slack: "#mac-ci"
        steps:
          - command: make
        """) with
    {
        Why = "A notification named a service that there is not. The night failed, and nobody was notified.",
    };

    /// <summary>A variable has a name that no shell can read.</summary>
    public static readonly Rule VariableName = Warning(
        "P070", "A variable has a name that no shell can read",
        """
        steps:
          - command: make
            env:
              MODEL-NAME: acme/shop
        """,
        """
        steps:
          - command: make
            env:
              MODEL_NAME: acme/shop
        """) with
    {
        Why = "A variable's name held a dash. The shell could not read it, the test used its default, and passed.",
    };

    /// <summary>A secret is in the file.</summary>
    public static readonly Rule SecretWrittenOut = Warning(
        "P071", "A secret is in the file",
        """
        steps:
          - command: make
            env:
              GITHUB_TOKEN: 0123456789abcdef
        """,
        """
        steps:
          - command: make
            secrets: [GITHUB_TOKEN]
        """) with
    {
        Why =
            "A token was written into a file to try something and was merged with it. It had to be revoked at night, in every place that "
                + "used it.",
    };

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        MatrixTooLarge,
        MatrixAdjustment,
        MatrixToken,
        GroupInGroup,
        ChangedText,
        Unquoted,
        OutsidersText,
        Field,
        Notify,
        VariableName,
        SecretWrittenOut,
    ];
}
