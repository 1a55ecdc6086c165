using Build.Options;
using BuildkiteCi.Matrices.Results;
using Cake.Core;
using NSubstitute;

namespace Build.Tests.Options;

public sealed class PublishOptionsTests : IDisposable
{
    private static readonly DateTimeOffset Night = new(2026, 8, 22, 9, 30, 0, TimeSpan.Zero);

    private readonly string root = Directory.CreateTempSubdirectory("buildkiteci-options-").FullName;
    private readonly Interruption interruption = new();

    public void Dispose()
    {
        interruption.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Without_options_a_night_is_published_in_the_repository()
    {
        var options = Given();

        var publication = options.Publication(Night);
        (publication.Implementation, publication.Release, publication.Title).ShouldBe(("auto", null, "2026-08-22"));
        (options.ResultsFile, options.Output, options.Site, options.Readme, options.Push).ShouldBe((null, null, null, null, null));
    }

    [Theory]
    [InlineData("v0.13.2rc1", null, "")]
    [InlineData("v0.14.0", "--release", "v0.14.0")]
    [InlineData(null, "--nightly", "")]
    public void The_tag_makes_a_release_unless_an_option_says_otherwise(string? release, string? option, string value)
    {
        var options = Given(["BUILDKITE_TAG=v0.13.2rc1"], option is null ? [] : [(option, value)]);

        options.Publication(Night).Release.ShouldBe(release);
    }

    [Fact]
    public void A_release_that_is_no_version_is_wrong_usage_on_the_command_line_and_a_wrong_input_in_the_builds_tag()
    {
        Wrong(("release", "v1.2.3foo"))
            .ShouldBe("--release: 'v1.2.3foo' is no version; tags look like v0.12.0, v0.13.2rc1 or 0.13.2.dev20260822");

        Should.Throw<CakeException>(() => Given(["BUILDKITE_TAG=v1.2.3foo"]).Publication(Night)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public void Release_and_nightly_exclude_each_other() =>
        Wrong(("release", "v0.13.2"), ("nightly", "")).ShouldBe("--release and --nightly exclude each other; give one of them");

    [Fact]
    public void A_results_file_keeps_its_own_names_unless_an_option_gives_others()
    {
        File.WriteAllText(Path.Combine(root, "results.json"), "{}");
        var read = new BuildResults(new Publication("vllm", Night) { Release = "v0.12.0" }, []);

        string Renamed(params (string, string)[] given) =>
            Given(["BUILDKITE_TAG=v9.9.9", "MODEL_IMPL_TYPE=flax_nnx"], [("results", Path.Combine(root, "results.json")), .. given])
                .Rename(read)
                .Publication
                is var publication
                ? $"{publication.Implementation} {publication.Title}" : "";

        Renamed().ShouldBe("vllm v0.12.0");
        Renamed(("release", "v0.13.0")).ShouldBe("vllm v0.13.0");
        Renamed(("nightly", "")).ShouldBe("vllm 2026-08-22");
        Renamed(("implementation", "auto")).ShouldBe("auto v0.12.0");
    }

    [Fact]
    public void A_results_file_that_is_not_there_is_wrong_usage() =>
        Wrong(("results", "nowhere.json"))
            .ShouldBe(
                "--results: there is no file 'nowhere.json'; give 'buildkite', 'local', 'published' or a results file that an earlier "
                    + "PublishMatrix wrote"
            );

    [Fact]
    public void An_implementation_that_nobody_knows_is_wrong_usage_with_the_nearest_one() =>
        Wrong(("implementation", "flax")).ShouldStartWith("--implementation: 'flax' is none of auto, flax_nnx, vllm");

    [Theory]
    [InlineData("output")]
    [InlineData("site")]
    public void A_folder_where_a_file_is_in_the_way_is_wrong_usage(string option)
    {
        var file = Path.Combine(root, "file");
        File.WriteAllText(file, "");

        Wrong((option, Path.Combine(file, "out")))
            .ShouldBe($"--{option}: '{file}' is a file, so there can be no folder '{Path.Combine(file, "out")}'; name another");
    }

    [Theory]
    [InlineData("docs/models.md", "docs/models.md")]
    [InlineData("./docs/../README.md", "README.md")]
    public void A_page_to_update_is_named_from_the_root(string path, string relative) =>
        Given([], [("update-readme", path)]).Readme.ShouldBe(relative);

    [Fact]
    public void A_page_outside_of_the_repository_is_wrong_usage() =>
        Wrong(("update-readme", "../README.md")).ShouldBe($"--update-readme: '../README.md' lies outside of the repository in '{root}'");

    private static readonly string[] NightlyJob = ["BUILDKITE=true", "BUILDKITE_JOB_ID=0199", "NIGHTLY=1", "BUILDKITE_BRANCH=main"];

    [Fact]
    public void A_push_from_a_laptop_needs_a_place_and_a_yes()
    {
        Wrong(("push", ""))
            .ShouldBe(
                "--push: this is no job of Buildkite's, so name where it goes: --remote NAME or --remote ADDRESS; --dry-run shows what "
                    + "would be pushed"
            );
        Wrong(("push", ""), ("remote", "origin"))
            .ShouldBe("--push: nobody is at a terminal to be asked; add --yes, or --dry-run to see what would be pushed");
        Wrong(("yes", ""), ("remote", "origin"))
            .ShouldBe(
                "--remote: nothing is pushed; add --push, or --dry-run to see what would be"
                    + Environment.NewLine
                    + "Error: --yes: nothing is pushed; add --push, or --dry-run to see what would be"
            );

        Push(Given([], [("push", ""), ("remote", "fork"), ("yes", "")])).ShouldBe(("fork", null, false, false));
        Push(Given([], [("dry-run", "")])).ShouldBe(("origin", null, true, false));
    }

    [Fact]
    public void A_job_of_a_nightly_build_pushes_with_its_token()
    {
        Push(Given([.. NightlyJob, "GITHUB_PAT=ghp_0123"], [("push", "")])).ShouldBe(("origin", "ghp_0123", false, false));
        Push(
                Given(
                    [.. NightlyJob.Where(variable => variable != "NIGHTLY=1"), "GITHUB_PAT=ghp_0123"],
                    [("push", ""), ("build-kind", "nightly")]
                )
            )
            .ShouldBe(("origin", "ghp_0123", false, false));
    }

    [Theory]
    [InlineData("", "GITHUB_PAT is not set; give this step a token that may push as a secret of that name")]
    [InlineData(
        "BUILDKITE_BRANCH=mine GITHUB_PAT=x",
        "'publishing.branches' in .buildkite/ci.yml allows main, and this build is of branch 'mine'"
    )]
    [InlineData("BUILDKITE_PULL_REQUEST=7 GITHUB_PAT=x", "this is a build of pull request #7, and those publish nothing")]
    [InlineData(
        "NIGHTLY=0 GITHUB_PAT=x",
        "'publishing.builds' in .buildkite/ci.yml allows nightly, release builds, and this is a build of kind 'post-merge'"
    )]
    public void A_job_that_may_not_publish_is_refused_whatever_else_is_given(string variables, string why)
    {
        var refusal = Should.Throw<CakeException>(() =>
            Given(
                [.. NightlyJob, .. variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                [("push", ""), ("remote", "origin"), ("yes", "")]
            )
        );

        (refusal.ExitCode, refusal.Message).ShouldBe((1, $"--push is refused: {why}"));
    }

    [Fact]
    public void A_job_of_a_local_build_never_pushes_however_its_step_is_written()
    {
        string[] job = [.. NightlyJob, "GITHUB_PAT=x", "BUILDKITE_AGENT_ACCESS_TOKEN=local"];

        Given(job, [("push", "")]).Push.ShouldBeNull();
        Given(job, [("push", ""), ("remote", "origin"), ("yes", "")]).Push.ShouldBeNull();
        Given([.. job, "BUILDKITE_BRANCH=mine"], [("push", "")]).Push.ShouldBeNull();
    }

    private static (string, string?, bool, bool) Push(PublishOptions options) =>
        (options.Push!.Remote, options.Push.Token, options.Push.IsDryRun, options.Push.Asks);

    private string Wrong(params (string Name, string Value)[] given)
    {
        var context = Context([], given);
        _ = new PublishOptions(context);
        var wrong = Should.Throw<CakeException>(context.Options.Check);
        wrong.ExitCode.ShouldBe(2);
        return wrong.Message;
    }

    private PublishOptions Given(string[]? variables = null, (string Name, string Value)[]? given = null)
    {
        var context = Context(variables ?? [], given ?? []);
        var options = new PublishOptions(context);
        context.Options.Check();
        return options;
    }

    private BuildContext Context(string[] variables, (string Name, string Value)[] given)
    {
        var all = given.Append((Name: "root", Value: root)).ToLookup(one => one.Name.TrimStart('-'), one => one.Value);
        var cake = Substitute.For<ICakeContext>();
        cake.Arguments.HasArgument(Arg.Any<string>()).Returns(call => all.Contains(call.Arg<string>()));
        cake.Arguments.GetArguments(Arg.Any<string>()).Returns(call => [.. all[call.Arg<string>()]]);
        cake.Environment.GetEnvironmentVariables()
            .Returns(
                variables
                    .Select(variable => variable.Split('=', 2))
                    .GroupBy(pair => pair[0])
                    .ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1], StringComparer.Ordinal)
            );
        return new BuildContext(cake, interruption);
    }
}
