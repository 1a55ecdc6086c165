namespace Cake.Buildkite.Tests;

public sealed class AgentFailureTests
{
    [Theory]
    [InlineData(
        1,
        "failed to get meta-data: GET https://agent.example/v3/jobs/1/data/get: 404 Not Found: No key \"x\" found",
        BuildkiteAgentFault.NotFound
    )]
    [InlineData(
        1,
        "failed to upload: POST https://agent.example/v3: 422 Unprocessable Entity: Step key is taken",
        BuildkiteAgentFault.Refused
    )]
    [InlineData(1, "failed: POST https://agent.example/v3: 401 Unauthorized", BuildkiteAgentFault.Refused)]
    [InlineData(1, "failed: POST https://agent.example/v3: 429 Too Many Requests", BuildkiteAgentFault.Transient)]
    [InlineData(1, "failed: POST https://agent.example/v3: 503 Service Unavailable", BuildkiteAgentFault.Transient)]
    [InlineData(1, "Get \"https://agent.example\": dial tcp: lookup agent.example: no such host", BuildkiteAgentFault.Transient)]
    [InlineData(
        1,
        "Get \"https://agent.example\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
        BuildkiteAgentFault.Transient
    )]
    [InlineData(1, "Get \"https://agent.example\": EOF", BuildkiteAgentFault.Transient)]
    [InlineData(1, "Incorrect Usage: flag provided but not defined: -allow-secrets", BuildkiteAgentFault.Usage)]
    [InlineData(3, "No help topic for 'set-batch'", BuildkiteAgentFault.Usage)]
    [InlineData(3, "", BuildkiteAgentFault.Usage)]
    [InlineData(1, "value was 503 bytes long", BuildkiteAgentFault.Failed)]
    [InlineData(137, "connection refused", BuildkiteAgentFault.Killed)]
    [InlineData(94, "something new", BuildkiteAgentFault.Failed)]
    public void The_kind_of_a_failure_is_read_from_status_and_message(int status, string message, BuildkiteAgentFault fault) =>
        AgentFailure.FaultOf(status, message).ShouldBe(fault);

    [Theory]
    [InlineData(BuildkiteAgentFault.Transient, 1, true)]
    [InlineData(BuildkiteAgentFault.Killed, 137, true)]
    [InlineData(BuildkiteAgentFault.Killed, 143, false)]
    [InlineData(BuildkiteAgentFault.Killed, 130, false)]
    [InlineData(BuildkiteAgentFault.Refused, 1, false)]
    [InlineData(BuildkiteAgentFault.NotFound, 1, false)]
    [InlineData(BuildkiteAgentFault.Failed, 1, false)]
    [InlineData(BuildkiteAgentFault.TimedOut, null, false)]
    public void Only_what_may_pass_is_tried_again(BuildkiteAgentFault fault, int? status, bool mayPass) =>
        AgentFailure.MayPass(fault, status).ShouldBe(mayPass);

    [Fact]
    public void The_fatal_line_is_the_message() =>
        AgentFailure.MessageOf("""
            [38;5;48m2026-08-01 10:00:00 INFO  [0m Reading
            2026-08-01 10:00:01 WARN   GET https://agent.example: 500 Internal Server Error (Attempt 1/10)
            buildkite-agent: fatal: failed to get meta-data: 404 Not Found
            """, "").ShouldBe("failed to get meta-data: 404 Not Found");

    [Fact]
    public void An_older_agents_fatal_line_is_the_message() =>
        AgentFailure
            .MessageOf(
                "2026-08-01 10:00:00 INFO   Reading\n\u001b[31m2026-08-01 10:00:01 FATAL  Failed to set meta-data: 401 "
                    + "Unauthorized\u001b[0m\n",
                ""
            )
            .ShouldBe("Failed to set meta-data: 401 Unauthorized");

    [Fact]
    public void A_usage_error_is_told_without_the_help_text_behind_it() =>
        AgentFailure
            .MessageOf(
                "",
                "Incorrect Usage: flag provided but not defined: -x\n\nUsage:\n   buildkite-agent annotate [body]\nOptions:\n  --append\n"
            )
            .ShouldBe("Incorrect Usage: flag provided but not defined: -x");

    [Fact]
    public void Without_any_sign_the_last_lines_are_the_message() =>
        AgentFailure
            .MessageOf("one\ntwo\n\nthree\nfour\nfive\nsix\n", "output")
            .ShouldBe(string.Join(Environment.NewLine, "two", "three", "four", "five", "six"));

    [Fact]
    public void What_the_agent_printed_is_no_message() => AgentFailure.MessageOf("", "hunter22\n").ShouldBeEmpty();

    [Theory]
    [InlineData("meta-data set-batch", "", "No help topic for 'set-batch'", "'meta-data set-batch' needs agent 3.129.0 or newer")]
    [InlineData(
        "secret get",
        "--format=json",
        "Incorrect Usage: flag provided but not defined: -format",
        "the flag --format of 'secret get' needs agent 3.107.0 or newer"
    )]
    [InlineData(
        "secret get",
        "--job=j --format=json",
        "Incorrect Usage: flag provided but not defined: -job",
        "the flag --job of 'secret get' needs agent 3.66.0 or newer"
    )]
    [InlineData(
        "annotate",
        "--style=info --priority=1 --scope=job",
        "flag provided but not defined: -priority",
        "the flag --priority of 'annotate' needs agent 3.65.0 or newer"
    )]
    [InlineData("pause", "--log-level=info", "unknown command", "'pause' needs agent 3.96.0 or newer")]
    [InlineData(
        "annotate",
        "--log-level=info --scope=job",
        "Incorrect Usage",
        "the flag --scope of 'annotate' needs agent 3.112.0 or newer"
    )]
    [InlineData("annotate", "--style=info", "flag provided but not defined: -style", "look at 'buildkite-agent --version'")]
    public void A_usage_error_names_the_release_that_brought_what_was_refused(
        string command,
        string flags,
        string message,
        string advice
    ) => AgentFailure.AdviceFor(BuildkiteAgentFault.Usage, command, flags.Split(' '), message).ShouldStartWith(advice);
}
