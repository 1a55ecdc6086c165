using System.Collections.Concurrent;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Tests.Reading;

/// <summary>Buildkite's REST API as a server of this machine plays it.</summary>
public sealed class BuildkiteApiTests
{
    private const string Token = "bkua_0123456789secret";

    // What the API gives of a build, with the fields that are not asked for.
    private const string Build = """
        {
          "id": "0197-build", "graphql_id": "QnVpbGQ=", "url": "https://api.buildkite.com/v2/organizations/o/pipelines/p/builds/7", "web_url": "https://buildkite.com/o/p/builds/7",
          "number": 7, "state": "failed", "cancel_reason": null, "blocked": false, "message": "night", "commit": "HEAD", "branch": "main", "tag": null, "env": {}, "source": "schedule",
          "creator": null, "created_at": "2026-08-22T02:00:00.000Z", "finished_at": null,
          "meta_data": { "run_v6_matrix": "true", "v6Qwen/Qwen3-4B_category": "text-only" },
          "pull_request": null, "rebuilt_from": null,
          "pipeline": { "id": "0197-pipeline", "slug": "p", "steps": [ { "type": "script", "name": ":pipeline: Upload Pipeline" } ] },
          "jobs": [
            { "id": "j0", "graphql_id": "Sm9i", "type": "script", "name": ":pipeline: Upload Pipeline", "step_key": null, "step": { "id": "s0", "signature": null }, "priority": { "number": 0 },
              "agent_query_rules": ["queue=tpu_v6e_queue"], "state": "passed", "web_url": "https://buildkite.com/o/p/builds/7#j0", "exit_status": 0, "soft_failed": false, "retried": false },
            { "id": "j1", "type": "script", "name": "tpu6e unit", "step_key": "tpu6e_Qwen_Qwen3-4B_UnitTest", "state": "failed", "web_url": "https://buildkite.com/o/p/builds/7#j1", "exit_status": 1,
              "soft_failed": true, "retried": true, "retried_in_job_id": "j2", "retries_count": 1, "retry_type": "automatic" },
            { "id": "j2", "type": "script", "name": "tpu6e unit", "step_key": "tpu6e_Qwen_Qwen3-4B_UnitTest", "state": "passed", "web_url": "https://buildkite.com/o/p/builds/7#j2", "exit_status": 0,
              "soft_failed": false, "retried": false, "retried_in_job_id": null, "retries_count": 1, "parallel_group_index": null, "parallel_group_total": null, "matrix": null },
            { "id": "j3", "type": "waiter", "state": "waiting" },
            { "id": "j4", "type": "manual", "step_key": "approve", "label": "Approve", "state": "blocked", "web_url": null, "unblockable": true },
            { "id": "j5", "type": "trigger", "step_key": "image", "name": "image", "state": "passed", "web_url": "https://buildkite.com/o/image/builds/3", "triggered_build": null } ]
        }
        """;

    private readonly ConcurrentQueue<LocalRequest> asked = [];

    [Fact]
    public async Task A_whole_build_is_one_request_with_the_token_in_a_header_alone()
    {
        await using var server = Answering(new LocalAnswer(200, Build, ("Content-Type", "application/json; charset=utf-8")));

        var answers = ApiAnswers.Read(await ReadAsync(server, TimeProvider.System));

        answers
            .Outcomes.OrderBy(one => one.Key.Text, StringComparer.Ordinal)
            .Select(one => $"{one.Key} {one.Value}")
            .ShouldBe(["approve Neutral", "image Passed", "tpu6e_Qwen_Qwen3-4B_UnitTest Passed"]);
        answers.JobUrls[StepKey.Parse("tpu6e_Qwen_Qwen3-4B_UnitTest")!].Text.ShouldBe("https://buildkite.com/o/p/builds/7#j2");
        answers.MetaData["v6Qwen/Qwen3-4B_category"].ShouldBe("text-only");
        var request = asked.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("GET", "/proxy/v2/organizations/o/pipelines/p/builds/7"));
        request.Headers["Authorization"].ShouldBe($"Bearer {Token}");
        request.Headers.Where(header => header.Key != "Authorization").ShouldAllBe(header => !header.Value.Contains(Token));
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("RateLimit-Reset", "11", 11)]
    [InlineData("Retry-After", "86400", 60)]
    [InlineData("X-Other", "7", 1)]
    public async Task A_busy_API_is_left_alone_for_as_long_as_it_asks_up_to_a_minute(string header, string value, int seconds)
    {
        await using var server = Answering(
            new LocalAnswer(429, "{\"message\":\"slow down\"}", (header, value)),
            new LocalAnswer(200, Build)
        );
        var time = new Impatient();

        (await ReadAsync(server, time)).ShouldBe(Build);

        asked.Count.ShouldBe(2);
        time.Waits.ShouldBe([TimeSpan.FromSeconds(seconds)]);
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(403, 1)]
    [InlineData(404, 1)]
    [InlineData(503, 4)]
    public async Task A_refusal_says_its_status_and_what_to_do_and_is_tried_again_only_where_that_may_help(int status, int tries)
    {
        await using var server = Answering(new LocalAnswer(status, $"{{\"message\":\"no, {Token}\"}}"));

        var refusal = await Should.ThrowAsync<BuildException>(() => ReadAsync(server, new Impatient()));

        refusal.Message.ShouldContain($"could not be read: the answer was {status} (");
        refusal.Message.ShouldEndWith("; check that the token is valid and has the scope read_builds, or leave it out to ask the agent");
        refusal.ToString().ShouldNotContain(Token);
        asked.Count.ShouldBe(tries);
    }

    [Theory]
    [InlineData(null, "https://api.buildkite.com/")]
    [InlineData("http://127.0.0.1:1/proxy", "http://127.0.0.1:1/proxy/")]
    [InlineData("file:///etc", "https://api.buildkite.com/")]
    public void The_API_is_Buildkites_unless_the_environment_names_another(string? address, string home)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BUILDKITE_API_TOKEN"] = Token,
            ["BUILDKITE_ORGANIZATION_SLUG"] = "o",
            ["BUILDKITE_PIPELINE_SLUG"] = "p",
            ["BUILDKITE_BUILD_NUMBER"] = "7",
        };
        if (address is not null) variables["BUILDKITE_API_URL"] = address;

        ApiBuild.Of(variables)!.Home.AbsoluteUri.ShouldBe(home);
        variables.Remove("BUILDKITE_API_TOKEN");
        ApiBuild.Of(variables).ShouldBeNull();
    }

    // The last answer is given again and again.
    private LocalServer Answering(params LocalAnswer[] answers) => new(request =>
    {
        asked.Enqueue(request);
        return Task.FromResult(answers[Math.Min(asked.Count, answers.Length) - 1]);
    });

    private static async Task<string> ReadAsync(LocalServer server, TimeProvider time)
    {
        using var http = new HttpClient();
        var build = new ApiBuild(new Uri($"{server.Address}proxy/"), Token, "o", "p", "7");
        return await build.ReadAsync(http, time, TestContext.Current.CancellationToken);
    }

    // Waits for nothing and keeps how long it should have waited.
    private sealed class Impatient : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
