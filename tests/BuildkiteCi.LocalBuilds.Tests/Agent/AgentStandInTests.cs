using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Tests.Agent;

/// <summary>Calls of the stand-in, against the agent's documented interface.</summary>
public sealed class AgentStandInTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment = new()
    {
        ["BUILDKITE_JOB_ID"] = "job-1",
        ["BUILDKITE_BUILD_ID"] = "build-1",
        ["BUILDKITE_STEP_KEY"] = "unit",
        ["HOME"] = "/home/ci",
    };
    private string output = "";
    private string log = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LocalBuild Build =>
        new(Path.Combine(folder.Path, "state"), new DiskFileTree(folder.Path), TimeProvider.System) { Job = "job-1" };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_value_is_set_from_an_argument_or_from_standard_input_and_read_back()
    {
        (await CallAsync("meta-data", "set", "a", "  one ")).ShouldBe(0);
        (await CallWithInputAsync(" two\nlines\n", "meta-data", "set", "b")).ShouldBe(0);

        (await CallAsync("meta-data", "get", "a")).ShouldBe(0);
        output.ShouldBe("one\n");
        (await CallAsync("meta-data", "get", "b")).ShouldBe(0);
        output.ShouldBe(" two\nlines\n\n");
        (await CallAsync("meta-data", "keys")).ShouldBe(0);
        output.ShouldBe("a\nb\n");
    }

    [Fact]
    public async Task Text_behind_two_dashes_is_taken_as_it_is()
    {
        (await CallAsync("meta-data", "set", "--", "a", " -x ")).ShouldBe(0);

        (await Build.MetaDataAsync("a", Stop)).ShouldBe(" -x ");
    }

    [Theory]
    [InlineData(1, "404 Not Found", "meta-data", "get", "missing")]
    [InlineData(1, "value cannot be empty", "meta-data", "set", "a", "")]
    [InlineData(1, "key cannot be empty", "meta-data", "set", "--", " ", "x")]
    [InlineData(1, "Missing meta-data key", "meta-data", "get")]
    [InlineData(1, "flag provided but not defined: -colour", "meta-data", "get", "--colour", "a")]
    [InlineData(1, "flag needs an argument: --default", "meta-data", "get", "a", "--default")]
    [InlineData(1, "404 Not Found", "meta-data", "get", "a", "--build", "another")]
    [InlineData(1, "no key=value pair", "meta-data", "set-batch", "a=1", "b")]
    [InlineData(100, "", "meta-data", "exists", "missing")]
    [InlineData(3, "did you mean 'meta-data get'?", "meta-data", "gte", "a")]
    [InlineData(1, "did you mean 'lock acquire'?", "lokc", "acquire", "x")]
    [InlineData(
        1,
        "'oidc request-token' is not served by a local build: the token would be Buildkite's to sign",
        "oidc",
        "request-token",
        "--audience",
        "x"
    )]
    [InlineData(1, "'job update' is not served by a local build", "job", "update", "timeout", "5")]
    [InlineData(1, "404 Not Found: the build has no step 'unit'", "step", "cancel", "--step", "unit")]
    [InlineData(1, "404 Not Found: a local build knows no other build", "build", "cancel", "--build", "another")]
    [InlineData(1, "one argument, the lock's key, is needed, and 0 given", "lock", "acquire")]
    [InlineData(1, "lock 'a' is not held by this token", "lock", "release", "a", "no-token")]
    [InlineData(1, "lock scope 'cluster' is not supported", "lock", "get", "a", "--lock-scope", "cluster")]
    [InlineData(1, "could not parse 'soon' as duration value", "lock", "acquire", "a", "--lock-wait-timeout", "soon")]
    [InlineData(1, "nobody is at the work of lock 'a'", "lock", "done", "a")]
    [InlineData(1, "no secret 'nope'", "secret", "get", "HOME", "nope")]
    [InlineData(1, "invalid format 'xml'", "secret", "get", "HOME", "--format", "xml")]
    public async Task A_call_that_the_agent_refuses_ends_with_its_exit_status(int status, string message, params string[] words)
    {
        (await CallAsync(words)).ShouldBe(status);

        log.ShouldContain(message);
        if (message.Length > 0) log.ShouldStartWith("buildkite-agent: fatal: ");
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_default_takes_the_place_of_a_key_that_is_missing_even_an_empty_one()
    {
        (await CallAsync("meta-data", "get", "missing", "--default", "")).ShouldBe(0);
        output.ShouldBe("\n");
        (await CallAsync("meta-data", "get", "--default=else", "missing")).ShouldBe(0);
        output.ShouldBe("else\n");
    }

    [Fact]
    public async Task Many_values_are_set_at_once()
    {
        (await CallAsync("meta-data", "set-batch", "a=1", "b=x=y")).ShouldBe(0);

        (await Build.MetaDataAsync("b", Stop)).ShouldBe("x=y");
        (await CallAsync("meta-data", "exists", "a")).ShouldBe(0);
    }

    [Fact]
    public async Task A_lock_is_one_holder_s_at_a_time_and_whoever_waits_too_long_is_told()
    {
        (await CallAsync("lock", "acquire", "tpu")).ShouldBe(0);
        var token = output.Trim();
        (await CallAsync("lock", "get", "tpu")).ShouldBe(0);
        output.Trim().ShouldBe(token);

        (await CallAsync("lock", "acquire", "tpu", "--lock-wait-timeout", "1ms")).ShouldBe(1);
        log.ShouldContain("waited for lock 'tpu' for 1ms");

        (await CallAsync("lock", "release", "tpu", token)).ShouldBe(0);
        (await CallAsync("lock", "acquire", "tpu")).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_is_done_once_is_done_by_whoever_comes_first()
    {
        (await CallAsync("lock", "do", "download")).ShouldBe(0);
        output.ShouldBe("do\n");
        (await CallAsync("lock", "done", "download")).ShouldBe(0);
        (await CallAsync("lock", "do", "download")).ShouldBe(0);
        output.ShouldBe("done\n");
    }

    [Theory]
    [InlineData("hf_abcdef\n", "hf_token")]
    [InlineData("{\"hf_token\":\"hf_abcdef\"}\n", "hf_token", "--format", "json")]
    [InlineData("{\"HF_TOKEN\":\"hf_abcdef\",\"HOME\":\"/home/ci\"}\n", "HF_TOKEN", "HOME")]
    [InlineData("HF_TOKEN=hf_abcdef\n", "hf_token", "--format=env")]
    public async Task Secrets_are_those_of_the_environment(string expected, params string[] words)
    {
        environment["HF_TOKEN"] = "hf_abcdef";

        (await CallAsync(["secret", "get", .. words])).ShouldBe(0);

        output.ShouldBe(expected);
    }

    [Fact]
    public async Task A_pipeline_from_standard_input_is_interpolated_and_uploaded_for_the_job()
    {
        environment["WHO"] = "MoE";

        (
            await CallWithInputAsync("env: { A: $WHO }\nsteps:\n  - { command: 'echo ${A} $$HOME', key: inner }\n", "pipeline", "upload")
        ).ShouldBe(0);

        var upload = (await Build.Steps.UploadsAfterAsync(0, Stop)).ShouldHaveSingleItem();
        upload.Job.ShouldBe("job-1");
        upload.Yaml.ShouldContain("echo MoE $HOME");
    }

    [Theory]
    [InlineData("skip: no changed file matches lib/**", "--changed-files-path", "changed")]
    [InlineData("command: make", "--apply-if-changed=false")]
    [InlineData("command: make", "--git-diff-base", "no-such-branch")]
    public async Task Steps_that_no_changed_file_concerns_are_uploaded_as_skipped(string expected, params string[] flags)
    {
        folder.Write("changed", "src/a.cs\n\n");

        (await CallWithInputAsync("steps: [{ command: make, if_changed: lib/** }]", ["pipeline", "upload", .. flags])).ShouldBe(0);

        var yaml = (await Build.Steps.UploadsAfterAsync(0, Stop)).ShouldHaveSingleItem().Yaml;
        yaml.ShouldContain(expected);
        yaml.Contains("skip", StringComparison.Ordinal).ShouldBe(expected.StartsWith("skip", StringComparison.Ordinal));
        yaml.ShouldNotContain("if_changed");
    }

    [Fact]
    public async Task Each_document_of_a_file_is_an_upload_of_its_own()
    {
        folder.Write("two.yml", "---\nenv: { A: one }\nsteps: [wait]\n---\nsteps:\n  - command: echo $A\n");

        (await CallAsync("pipeline", "upload", "two.yml")).ShouldBe(0);

        var uploads = await Build.Steps.UploadsAfterAsync(0, Stop);
        uploads.Length.ShouldBe(2);
        uploads[1].Yaml.ShouldContain("echo one");
    }

    [Fact]
    public async Task Without_a_file_and_with_a_device_as_input_the_usual_file_is_looked_for()
    {
        (await CallAsync("pipeline", "upload")).ShouldBe(1);
        log.ShouldContain("Could not find a default pipeline configuration file");

        folder.Write(".buildkite/pipeline.yml", "steps: [wait]");
        (await CallAsync("pipeline", "upload")).ShouldBe(0);

        folder.Write("buildkite.yml", "steps: [wait]");
        (await CallAsync("pipeline", "upload")).ShouldBe(1);
        log.ShouldContain("Found multiple configuration files: buildkite.yml, .buildkite/pipeline.yml");
    }

    [Fact]
    public async Task An_empty_standard_input_uploads_nothing_and_an_empty_file_is_an_error()
    {
        folder.Write("empty.yml", " \n");

        (await CallWithInputAsync("", "pipeline", "upload")).ShouldBe(0);
        (await CallAsync("pipeline", "upload", "empty.yml")).ShouldBe(1);
        (await Build.Steps.UploadsAfterAsync(0, Stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("steps: [{ command: a, key: unit }, { command: b, key: unit }]", "error P014: key 'unit' occurs a second time")]
    [InlineData("steps: [{ command: a, key: taken }]", "the build has a step with key 'taken' already")]
    [InlineData("steps: [{ command: a, if: build.branch = 'x' }]", "P080")]
    [InlineData("steps: [{ command: '${A?is needed}' }]", "is needed")]
    [InlineData("steps: [{ command: a, parallelism: 501 }]", "501 jobs in one upload; Buildkite takes 500 at most")]
    [InlineData("steps: [{ command: echo s3cr3t-token }]", "HF_TOKEN")]
    [InlineData("steps:\n\t- a", "error P001")]
    public async Task A_pipeline_that_Buildkite_would_refuse_is_not_uploaded(string yaml, string message)
    {
        await Build.Steps.UploadAsync(
            new Upload("first", "steps: []"),
            [StepKey.Parse("taken")!],
            null,
            replaces: false,
            Stop
        );
        environment["HF_TOKEN"] = "s3cr3t-token";

        (await CallWithInputAsync(yaml, "pipeline", "upload")).ShouldBe(1);

        log.ShouldContain(message);
        (await Build.Steps.UploadsAfterAsync(0, Stop)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_uploaded()
    {
        (await CallWithInputAsync("steps: [{ commands: [a, b] }]", "pipeline", "upload", "--dry-run")).ShouldBe(0);

        output.ShouldContain("\"command\": \"a\\nb\"");
        (await Build.Steps.UploadsAfterAsync(0, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Artifacts_are_uploaded_by_pattern_searched_summed_and_downloaded()
    {
        folder.Write("out/a.log", "a");
        folder.Write("out/deep/.b.log", "b");
        folder.Write("c.txt", "c");
        Directory.CreateDirectory(Path.Combine(folder.Path, "down"));

        (await CallAsync("artifact", "upload", "out/**/*.log; c.{txt,csv}")).ShouldBe(0);
        (await CallAsync("artifact", "search", "out/*", "--format", "%p %s %j\\n")).ShouldBe(0);
        output.ShouldBe("out/a.log 1 job-1\nout/deep/.b.log 1 job-1\n");
        (await CallAsync("artifact", "shasum", "c.txt")).ShouldBe(0);
        output.ShouldBe("84a516841ba77a5b4648de2cd0dfcb30ea46dbb4\n");
        (await CallAsync("artifact", "download", "out/*", "down")).ShouldBe(0);
        File.ReadAllText(Path.Combine(folder.Path, "down/out/deep/.b.log")).ShouldBe("b");
        Directory.CreateDirectory(Path.Combine(folder.Path, "other/out"));
        (await CallAsync("artifact", "download", "out/a.log", "other/out")).ShouldBe(0);
        File.Exists(Path.Combine(folder.Path, "other/out/a.log")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("link")]
    [InlineData("*")]
    [InlineData("deep/file")]
    public async Task A_link_that_leads_out_of_the_checkout_is_not_uploaded_and_its_file_is_read_by_nobody(string pattern)
    {
        using var outside = new TemporaryFolder();
        outside.Write("file", "a secret of this machine");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), Path.Combine(outside.Path, "file"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "deep"), outside.Path);

        (await CallAsync("artifact", "upload", pattern)).ShouldBe(1);

        log.ShouldContain("outside of");
        (await Build.ArtifactsAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_to_another_file_of_the_checkout_is_uploaded_and_a_place_that_the_command_names_elsewhere_is_too()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("b.log", "b");
        folder.Write("out/a.log", "a");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "latest.log"), "out/a.log");

        (await CallAsync("artifact", "upload", $"latest.log;{elsewhere.Path}/*.log")).ShouldBe(0);

        (await Build.ArtifactsAsync(Stop)).ShouldBe(
            new[] { "latest.log", LocalArtifacts.StoredPath($"{elsewhere.Path}/b.log") }.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_download_writes_through_no_link_that_leads_out_of_its_destination()
    {
        using var outside = new TemporaryFolder();
        folder.Write("out/key", "mine now");
        (await CallAsync("artifact", "upload", "out/key")).ShouldBe(0);
        Directory.CreateDirectory(Path.Combine(folder.Path, "down"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "down/out"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "elsewhere"), outside.Path);

        (await CallAsync("artifact", "download", "out/key", "down")).ShouldBe(1);
        (await CallAsync("artifact", "download", "out/key", "elsewhere")).ShouldBe(1);

        log.ShouldContain("outside of");
        Directory.GetFileSystemEntries(outside.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "artifact", "upload", "nothing/*")]
    [InlineData(1, "artifact", "upload", "a[b")]
    [InlineData(1, "artifact", "upload", "--literal", "missing.txt")]
    [InlineData(1, "artifact", "search", "missing")]
    [InlineData(0, "artifact", "search", "missing", "--allow-empty-results")]
    [InlineData(1, "artifact", "download", "missing", ".")]
    [InlineData(1, "artifact", "download", "c.txt", "no-such-folder")]
    [InlineData(1, "artifact", "shasum", "missing")]
    public async Task Artifact_calls_end_as_the_agents_do(int status, params string[] words) => (await CallAsync(words)).ShouldBe(status);

    [Fact]
    public async Task A_file_of_several_jobs_is_downloaded_by_step_alone()
    {
        folder.Write("c.txt", "one");
        await CallAsync("artifact", "upload", "c.txt");
        folder.Write("c.txt", "two");
        (environment["BUILDKITE_JOB_ID"], environment["BUILDKITE_STEP_KEY"]) = ("job-2", "accuracy");
        await CallAsync("artifact", "upload", "c.txt");
        Directory.CreateDirectory(Path.Combine(folder.Path, "down"));

        (await CallAsync("artifact", "download", "c.txt", "down")).ShouldBe(1);
        (await CallAsync("artifact", "download", "--step", "unit", "c.txt", "down")).ShouldBe(0);

        File.ReadAllText(Path.Combine(folder.Path, "down/c.txt")).ShouldBe("one");
    }

    [Fact]
    public async Task An_annotation_is_written_appended_to_restyled_and_removed()
    {
        (await CallAsync("annotate", "one", "--context", "ctx", "--style", "info")).ShouldBe(0);
        (await CallWithInputAsync(" two", "annotate", "--context", "ctx", "--append")).ShouldBe(0);
        (await CallWithInputAsync("", "annotate", "--context", "ctx", "--style", "error")).ShouldBe(0);

        (await Build.Annotations.AllAsync(Stop)).ShouldBe([new Annotation("ctx", AnnotationStyle.Error, "one two")]);
        (await CallAsync("annotation", "remove", "--context", "ctx")).ShouldBe(0);
        (await CallAsync("annotation", "remove", "--context", "ctx")).ShouldBe(1);
    }

    [Theory]
    [InlineData("--style", "loud")]
    [InlineData("--priority", "11")]
    [InlineData("--priority", "high")]
    [InlineData("--scope", "organisation")]
    public async Task An_annotation_that_Buildkite_would_refuse_is_refused(params string[] words) =>
        (await CallAsync(["annotate", "text", .. words])).ShouldBe(1);

    [Fact]
    public async Task A_step_tells_its_attributes_by_key_and_by_id()
    {
        await Build.Steps.WriteAsync(
            [
                new LocalStep(
                    new StepId(1, 0),
                    "uuid-1",
                    StepKey.Parse("unit"),
                    "Unit tests",
                    "command",
                    "finished",
                    "passed",
                    """{"command":"pytest","env":{"A":"1"},"timeout_in_minutes":5}""",
                    StepEnd.Passed
                ),
            ],
            Stop
        );

        (await GetAsync("outcome", "--step", "unit")).ShouldBe((0, "passed\n"));
        (await GetAsync("state", "--step", "uuid-1")).ShouldBe((0, "finished\n"));
        (await GetAsync("label", "--step", "unit")).ShouldBe((0, "Unit tests\n"));
        (await GetAsync("timeout", "--step", "unit")).ShouldBe((0, "5\n"));
        (await GetAsync("env", "--step", "unit", "--format", "json")).ShouldBe((0, "{\"A\":\"1\"}\n"));
        (await GetAsync("env", "--step", "unit")).Status.ShouldBe(1);
        (await GetAsync("colour", "--step", "unit")).Status.ShouldBe(1);
        (await GetAsync("outcome", "--step", "other")).Status.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_is_changed_for_everybody_who_asks_later()
    {
        await Build.Steps.WriteAsync(
            [new LocalStep(new StepId(1, 0), "uuid-1", StepKey.Parse("unit"), "Unit", "command", "running", null, "{}", null)],
            Stop
        );

        (await CallAsync("step", "update", "label", " (slow)", "--append", "--step", "unit")).ShouldBe(0);
        (await CallAsync("step", "update", "priority", "5", "--step", "unit")).ShouldBe(0);
        (await CallAsync("step", "update", "command", "x", "--step", "unit")).ShouldBe(1);

        (await GetAsync("label", "--step", "unit")).Output.ShouldBe("Unit(slow)\n");
        (await GetAsync("priority", "--step", "unit")).Output.ShouldBe("5\n");
        (await GetAsync("outcome", "--step", "unit")).Output.ShouldBe("neutral\n");
    }

    [Fact]
    public async Task The_environment_is_shown_changed_and_refused_where_it_is_protected()
    {
        (await CallAsync("env", "get", "BUILDKITE_STEP_KEY")).ShouldBe(0);
        output.ShouldBe("unit\n");
        (await CallAsync("env", "set", "NEW=1", "HOME=/else")).ShouldBe(0);
        output.ShouldBe("Added:\n+ NEW\nUpdated:\n~ HOME\n");
        (await CallAsync("env", "get", "NEW", "HOME", "--format", "json")).ShouldBe(0);
        output.ShouldBe("{\"HOME\":\"/else\",\"NEW\":\"1\"}\n");
        (await CallAsync("env", "unset", "NEW")).ShouldBe(0);
        output.ShouldBe("Unset:\n- NEW\n");
        (await CallAsync("env", "get", "NEW")).ShouldBe(1);
        (await CallAsync("env", "set", "BUILDKITE_AGENT_ACCESS_TOKEN=x")).ShouldBe(1);
        (await CallAsync("env", "dump", "--format", "json-pretty")).ShouldBe(0);
        output.ShouldContain("  \"HOME\": \"/home/ci\"");
    }

    [Fact]
    public async Task Version_and_help_answer_without_a_job()
    {
        environment.Clear();

        (await CallAsync("--version")).ShouldBe(0);
        output.ShouldStartWith("buildkite-agent version ");
        (await CallAsync("--help")).ShouldBe(0);
        output.ShouldContain("meta-data set");
    }

    private async Task<(int Status, string Output)> GetAsync(params string[] words) => (await CallAsync(["step", "get", .. words]), output);

    private Task<int> CallAsync(params string[] words) => CallWithInputAsync(null, words);

    private async Task<int> CallWithInputAsync(string? input, params string[] words)
    {
        using var results = new StringWriter { NewLine = "\n" };
        using var lines = new StringWriter { NewLine = "\n" };
        var status = await AgentStandIn.RunAsync(
            new AgentCall([.. words], Build, environment.ToImmutableDictionary(), folder.Path)
            {
                Processes = new ProcessRunner(folder.Path, TimeProvider.System),
                Input = input is null ? null : new StringReader(input),
                Output = results,
                Log = lines,
            },
            Stop);
        (output, log) = (results.ToString(), lines.ToString());
        return status;
    }
}
