using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with how a step's jobs are to run, P051 to P060: limits, order, retries, failures, plugins.</summary>
public static class RunningRules
{
    /// <summary>A concurrency limit is without its group, or a group without its limit.</summary>
    public static readonly Rule HalfConcurrency = Error(
        "P051", "A concurrency limit is without its group, or a group without its limit",
        """
        steps:
          - command: make deploy
            concurrency: 1
        """,
        """
        steps:
          - command: make deploy
            concurrency: 1
            concurrency_group: deploy
        """) with
    {
        Why = "A limit without its group was refused by Buildkite; a group without a limit is no limit, and two jobs shared one TPU.",
    };

    /// <summary>A concurrency limit or group is out of bounds.</summary>
    public static readonly Rule Concurrency = Error(
        "P052", "A concurrency limit or group is out of bounds",
        """
        steps:
          - command: make deploy
            concurrency: 0
            concurrency_group: deploy
        """,
        """
        steps:
          - command: make deploy
            concurrency: 1
            concurrency_group: deploy
        """) with
    {
        Why = "A limit of 0 let no job start. The build waited until it was cancelled.",
    };

    /// <summary>A priority is no whole number.</summary>
    public static readonly Rule Priority = Error(
        "P053", "A priority is no whole number",
        """
        steps:
          - command: make
            priority: high
        """,
        """
        steps:
          - command: make
            priority: 10
        """) with
    {
        Why = "A priority of '1.5' was refused, and the release waited behind the nightly.",
    };

    /// <summary>A parallelism is no whole number from 1.</summary>
    public static readonly Rule Parallelism = Error(
        "P054", "A parallelism is no whole number from 1",
        """
        steps:
          - command: make test
            parallelism: 0
        """,
        """
        steps:
          - command: make test
            parallelism: 4
        """) with
    {
        Why = "A parallelism of 0 came out of a variable that was empty on one branch. The upload was refused there and nowhere else.",
    };

    /// <summary>A timeout is no whole number of minutes from 1.</summary>
    public static readonly Rule Timeout = Error(
        "P055", "A timeout is no whole number of minutes from 1",
        """
        steps:
          - command: make test
            timeout_in_minutes: 1h
        """,
        """
        steps:
          - command: make test
            timeout_in_minutes: 60
        """) with
    {
        Why = "A timeout in seconds was taken for minutes, and a job that hung held the only large machine for four days.",
    };

    /// <summary>A rule for retries is malformed.</summary>
    public static readonly Rule Retry = Error(
        "P056", "A rule for retries is malformed",
        """
        steps:
          - command: make test
            retry:
              automatic: { exit_status: -1, limit: 11 }
        """,
        """
        steps:
          - command: make test
            retry:
              automatic: { exit_status: -1, limit: 2 }
        """) with
    {
        Why = "A retry's limit above ten was refused, and a job that only needed its machine back was not tried again.",
    };

    /// <summary>A rule for retries names an exit status that can never come.</summary>
    public static readonly Rule ExitStatus = Error(
        "P057", "A rule for retries names an exit status that can never come",
        """
        steps:
          - command: make test
            retry:
              automatic: { exit_status: 256 }
        """,
        """
        steps:
          - command: make test
            retry:
              automatic: { exit_status: 255 }
        """) with
    {
        Why =
            "Retries were set for exit status 256, which no process can have. Lost agents were never retried, and nights were red for "
                + "nothing.",
    };

    /// <summary>A soft failure is malformed.</summary>
    public static readonly Rule SoftFail = Error(
        "P058", "A soft failure is malformed",
        """
        steps:
          - command: make test
            soft_fail: 1
        """,
        """
        steps:
          - command: make test
            soft_fail: [{ exit_status: 1 }]
        """) with
    {
        Why = "'soft_fail: exit_status: 1' lacks its list. The step failed hard, and everything behind it was not run.",
    };

    /// <summary>A reason for skipping has more than 70 characters.</summary>
    public static readonly Rule SkipReasonTooLong = Error(
        "P059", "A reason for skipping has more than 70 characters",
        """
        steps:
          - command: make test
            skip: this test waits for the next release of the compiler, which has not been announced yet
        """,
        """
        steps:
          - command: make test
            skip: waits for the next release of the compiler
        """) with
    {
        Why = "A long reason for skipping made Buildkite refuse the upload of which the step was to be left out.",
    };

    /// <summary>A plugin has no version.</summary>
    public static readonly Rule PluginWithoutVersion = Warning(
        "P060", "A plugin has no version",
        """
        steps:
          - command: make test
            plugins:
              - docker: { image: alpine }
        """,
        """
        steps:
          - command: make test
            plugins:
              - docker#v5.11.0: { image: alpine }
        """) with
    {
        Why = "A plugin without a version was changed by its author in the afternoon, and in the night every job that used it failed.",
    };
}
