using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with how a step's jobs are to run, P051 to P060: limits, order, retries, failures, plugins.</summary>
public static class RunningRules
{
    /// <summary>A concurrency limit stands without its group, or a group without its limit.</summary>
    public static readonly Rule HalfConcurrency = Error(
        "P051", "A concurrency limit stands without its group, or a group without its limit",
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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [HalfConcurrency, Concurrency, Priority, Parallelism, Timeout, Retry, ExitStatus, SoftFail, SkipReasonTooLong, PluginWithoutVersion];
}
