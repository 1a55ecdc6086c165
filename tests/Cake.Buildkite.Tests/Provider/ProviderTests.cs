using System.Collections;
using System.Reflection;
using Cake.Common.Build;
using Cake.Core;
using NSubstitute;

namespace Cake.Buildkite.Tests;

public sealed class ProviderTests
{
    [Fact]
    public void A_job_is_recognised_by_the_variable_that_Buildkite_sets()
    {
        Provider(("BUILDKITE", "true")).IsRunningOnBuildkite.ShouldBeTrue();
        Provider(("CI", "true")).IsRunningOnBuildkite.ShouldBeFalse();
        Provider(("BUILDKITE", "")).IsRunningOnBuildkite.ShouldBeFalse();
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    [InlineData(null, true)]
    public void Cakes_build_system_is_told_of_Buildkite(string? variable, bool local)
    {
        var system = NoKnownSystem().BuildSystem();
        string? Value(string name) => name == "BUILDKITE" ? variable : null;

        system.IsLocalBuild.ShouldBeTrue("Cake does not know Buildkite");
        BuildkiteBuildSystemExtensions.IsLocalBuildOutsideBuildkite(system, Value).ShouldBe(local);
        BuildkiteBuildSystemExtensions.IsRunningOnBuildkite(system, Value).ShouldBe(!local);
    }

    [Fact]
    public void On_another_build_system_a_build_is_not_local()
    {
        var context = NoKnownSystem();
        context.Environment.GetEnvironmentVariable("GITHUB_ACTIONS").Returns("true");

        BuildkiteBuildSystemExtensions.IsLocalBuildOutsideBuildkite(context.BuildSystem(), _ => null).ShouldBeFalse();
    }

    private static ICakeContext NoKnownSystem()
    {
        var context = Substitute.For<ICakeContext>();
        context.Environment.GetEnvironmentVariable(default!).ReturnsForAnyArgs((string?)null);
        return context;
    }

    [Theory]
    [InlineData("17", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void A_pull_request_is_recognised(string variable, bool isPullRequest) =>
        Provider(("BUILDKITE_PULL_REQUEST", variable)).Environment.PullRequest.IsPullRequest.ShouldBe(isPullRequest);

    /// <summary>What the tests of a build do: a provider of their own, with the variables of a job.</summary>
    [Fact]
    public void A_test_of_a_build_can_put_its_own_provider_in_place()
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.GetEnvironmentVariable("BUILDKITE_BUILD_NUMBER").Returns("7");
        var provider = Substitute.For<IBuildkiteProvider>();
        provider.IsRunningOnBuildkite.Returns(true);
        provider.Environment.Returns(new BuildkiteEnvironmentInfo(environment));

        VersionOf(provider).ShouldBe("1.4.7");

        static string VersionOf(IBuildkiteProvider buildkite) =>
            buildkite.IsRunningOnBuildkite ? $"1.4.{buildkite.Environment.Build.Number}" : "1.4.0";
    }

    [Fact]
    public void A_full_environment_is_typed()
    {
        var build = Provider(
            ("BUILDKITE_BUILD_NUMBER", "1514"),
            ("BUILDKITE_BUILD_URL", "https://buildkite.com/acme/app/builds/1514"),
            ("BUILDKITE_SOURCE", "trigger_job"),
            ("BUILDKITE_BUILD_CREATOR_TEAMS", "core:release"),
            ("BUILDKITE_PULL_REQUEST", "77"),
            ("BUILDKITE_PULL_REQUEST_LABELS", "ready, tpu:v6e"),
            ("BUILDKITE_PULL_REQUEST_DRAFT", "true"),
            ("BUILDKITE_COMMIT", "HEAD"),
            ("BUILDKITE_TAG", "v1.0"),
            ("BUILDKITE_PARALLEL_JOB", "0"),
            ("BUILDKITE_TIMEOUT", "90"),
            ("BUILDKITE_RETRY_COUNT", "0"),
            ("BUILDKITE_COMMAND_EXIT_STATUS", "-1"),
            ("BUILDKITE_BIN_PATH", "/opt/agent/bin"),
            ("BUILDKITE_CANCEL_GRACE_PERIOD", "10"),
            ("BUILDKITE_CANCEL_SIGNAL_TIMEOUT", "1m30s"),
            ("BUILDKITE_CANCEL_CLEANUP_TIMEOUT", "1.5s"),
            ("BUILDKITE_AGENT_META_DATA_QUEUE", "tpu_v6e_queue"),
            ("BUILDKITE_AGENT_META_DATA_", "x"),
            ("BUILDKITE_REQUEST_HEADER_BUILDKITE_TRACE", "1")
        ).Environment;

        build.Build.Number.ShouldBe(1514);
        build.Build.Url.ShouldBe(new("https://buildkite.com/acme/app/builds/1514"));
        build.Build.Source.ShouldBe(BuildkiteBuildSource.TriggerJob);
        build.Build.CreatorTeams.ShouldBe(["core", "release"]);
        build.PullRequest.Number.ShouldBe(77);
        build.PullRequest.Labels.ShouldBe(["ready", "tpu:v6e"]);
        build.PullRequest.IsDraft.ShouldBe(true);
        build.Repository.Commit.ShouldBe("HEAD");
        build.Repository.Tag.ShouldBe("v1.0");
        build.Step.ParallelJob.ShouldBe(0);
        build.Job.Timeout.ShouldBe(TimeSpan.FromMinutes(90));
        build.Job.RetryCount.ShouldBe(0);
        build.Job.CommandExitStatus.ShouldBe(-1);
        build.Agent.BinPath!.FullPath.ShouldBe("/opt/agent/bin");
        build.Agent.CancelGracePeriod.ShouldBe(TimeSpan.FromSeconds(10));
        build.Agent.CancelSignalTimeout.ShouldBe(TimeSpan.FromSeconds(90));
        build.Agent.CancelCleanupTimeout.ShouldBe(TimeSpan.FromSeconds(1.5));
        build.Agent.Tags["queue"].ShouldBe("tpu_v6e_queue");
        build.Agent.Tags.Count.ShouldBe(1);
        build.Agent.RequestHeaders["TRACE"].ShouldBe("1");
    }

    [Fact]
    public void The_word_false_stands_for_no_pull_request_and_no_timeout()
    {
        var build = Provider(("BUILDKITE_PULL_REQUEST", "false"), ("BUILDKITE_TIMEOUT", "false")).Environment;

        build.PullRequest.Number.ShouldBeNull();
        build.Job.Timeout.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_build_everything_is_null_or_empty(string? value)
    {
        var values = ValuesOf(Any(value));

        values.Count.ShouldBeGreaterThan(140);
        values.ShouldAllBe(pair =>
            pair.Value == null || pair.Value.Equals(false) || (pair.Value is IEnumerable && !((IEnumerable)pair.Value).Cast<object>().Any())
        );
    }

    [Theory]
    [InlineData("BUILDKITE_BUILD_NUMBER is ' 12; rm -rf /', which is not a whole number from 1; unset it, or set it as Buildkite does")]
    [InlineData(
        "BUILDKITE_PULL_REQUEST is ' 12; rm -rf /', which is not a pull request's number or 'false'; unset it, or set it as Buildkite does"
    )]
    [InlineData("BUILDKITE_BUILD_URL is ' 12; rm -rf /', which is not an absolute address; unset it, or set it as Buildkite does")]
    [InlineData("BUILDKITE_PULL_REQUEST_DRAFT is ' 12; rm -rf /', which is not 'true' or 'false'; unset it, or set it as Buildkite does")]
    [InlineData(
        "BUILDKITE_TIMEOUT is ' 12; rm -rf /', which is not a whole number of minutes or 'false'; unset it, or set it as Buildkite does"
    )]
    [InlineData(
        "BUILDKITE_CANCEL_SIGNAL_TIMEOUT is ' 12; rm -rf /', which is not a span such as '10s' or '1m30s'; unset it, or set it as "
            + "Buildkite does"
    )]
    [InlineData("BUILDKITE_COMMAND_EXIT_STATUS is ' 12; rm -rf /', which is not an exit status; unset it, or set it as Buildkite does")]
    public void A_malformed_value_is_named_with_its_variable(string message) => FailuresOf(Any(" 12; rm -rf /")).ShouldContain(message);

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("1e3")]
    [InlineData("\u0661")]
    [InlineData("\n")]
    [InlineData("\u0000")]
    [InlineData("1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h")]
    [InlineData("../../etc/passwd")]
    public void A_hostile_environment_gives_values_or_clear_errors_and_nothing_else(string value) =>
        FailuresOf(Any(value)).ShouldAllBe(message => message.StartsWith("BUILDKITE_", StringComparison.Ordinal));

    [Fact]
    public void A_number_beyond_all_bounds_is_no_number() =>
        Should
            .Throw<BuildkiteVariableException>(() => Provider(("BUILDKITE_BUILD_NUMBER", "99999999999999999999")).Environment.Build.Number)
            .ShouldSatisfyAllConditions(
                failure => failure.Variable.ShouldBe("BUILDKITE_BUILD_NUMBER"),
                failure => failure.Value.ShouldBe("99999999999999999999")
            );

    [Fact]
    public void A_source_that_Buildkite_adds_later_is_no_error() =>
        Provider(("BUILDKITE_SOURCE", "telepathy")).Environment.Build.Source.ShouldBe(BuildkiteBuildSource.Other);

    [Fact]
    public void Tags_that_differ_in_letter_case_are_no_error() =>
        Provider(("BUILDKITE_AGENT_META_DATA_os", "linux"), ("BUILDKITE_AGENT_META_DATA_OS", "linux"))
            .Environment.Agent.Tags.Count.ShouldBe(1);

    [Fact]
    public void Values_are_read_when_they_are_asked_for()
    {
        var environment = Substitute.For<ICakeEnvironment>();
        var provider = new BuildkiteProvider(environment, new RecordedAgent().Start());
        environment.GetEnvironmentVariable("BUILDKITE_JOB_ID").Returns("j-1", "j-2");

        provider.Environment.Job.Id.ShouldBe("j-1");
        provider.Environment.Job.Id.ShouldBe("j-2");
    }

    [Fact]
    public void Every_variable_that_Buildkite_names_is_there()
    {
        var named = File.ReadAllLines(Repository.TestFile("Oracles/job-variables.txt"));
        var environment = Any(null);
        _ = ValuesOf(environment);
        var read = environment
            .ReceivedCalls()
            .Where(call => call.GetMethodInfo().Name == "GetEnvironmentVariable")
            .Select(call => (string)call.GetArguments()[0]!)
            .ToHashSet();

        named.Length.ShouldBeGreaterThan(130);
        named
            .Where(name =>
                !read.Contains(name)
                && !name.StartsWith("BUILDKITE_AGENT_META_DATA_", StringComparison.Ordinal)
                && !name.StartsWith("BUILDKITE_REQUEST_HEADER_", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
        TestContext.Current.TestOutputHelper?.WriteLine($"{named.Length} variables, all read");
    }

    private static BuildkiteProvider Provider(params (string Name, string Value)[] variables)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.GetEnvironmentVariables().Returns(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
        foreach (var (name, value) in variables)
            environment.GetEnvironmentVariable(name).Returns(value);
        return new(environment, new RecordedAgent().Start());
    }

    /// <summary>An environment in which every variable has the same value.</summary>
    private static ICakeEnvironment Any(string? value)
    {
        var environment = Substitute.For<ICakeEnvironment>();
        environment.GetEnvironmentVariable(default!).ReturnsForAnyArgs(value);
        environment.GetEnvironmentVariables().Returns(new Dictionary<string, string>());
        return environment;
    }

    private static List<string> FailuresOf(ICakeEnvironment environment) =>
        [
            .. Properties(environment)
                .Select(property => Record.Exception(() => property.Read()))
                .OfType<Exception>()
                .Select(exception =>
                    exception
                        .ShouldBeOfType<TargetInvocationException>()
                        .InnerException.ShouldBeOfType<BuildkiteVariableException>()
                        .Message
                ),
        ];

    private static List<KeyValuePair<string, object?>> ValuesOf(ICakeEnvironment environment) =>
        [.. Properties(environment).Select(property => KeyValuePair.Create(property.Name, property.Read()))];

    private static IEnumerable<(string Name, Func<object?> Read)> Properties(ICakeEnvironment environment)
    {
        var info = new BuildkiteEnvironmentInfo(environment);
        return
            from part in typeof(BuildkiteEnvironmentInfo).GetProperties()
            from property in part.PropertyType.GetProperties()
            select ($"{part.Name}.{property.Name}", (Func<object?>)(() => property.GetValue(part.GetValue(info))));
    }
}
