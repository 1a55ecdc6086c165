using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>A build of Buildkite's that the bootstrap before makes as ever, with ours beside it.</summary>
public sealed class ShadowTests(AdoptedRepository adopted) : IClassFixture<AdoptedRepository>
{
    private const string Shadow = ".buildkite/scripts/bootstrap_shadow.sh";

    [Theory]
    [InlineData("NIGHTLY=1 BUILDKITE_BRANCH=main BUILDKITE_SOURCE=schedule")]
    [InlineData("BUILDKITE_BRANCH=main BUILDKITE_SOURCE=webhook")]
    public async Task A_build_that_runs_differs_only_where_builds_of_its_kind_are_wanted_to(string variables)
    {
        using var repository = adopted.Adopted();

        var compared = await CompareAsync(repository, variables);

        compared.Differences.Where(difference => difference.Reason is null).Select(difference => difference.ToString()).ShouldBeEmpty();
        compared.Unused.ShouldBeEmpty();
        compared.Markdown(most: 5).ShouldStartWith("**Shadow**: composed, this build would be the same (");
    }

    [Fact]
    public async Task What_only_this_build_has_stands_on_its_page_and_the_rest_is_counted()
    {
        using var repository = adopted.Adopted();
        repository.Replace(".buildkite/scripts/bootstrap.sh", "cat \"$1\";", "sed 's/pytest tests }/pytest tests --new }/' \"$1\";");

        var compared = await CompareAsync(repository, "BUILDKITE_BRANCH=main BUILDKITE_SOURCE=webhook");

        compared
            .Markdown(most: 1)
            .ShouldBe(
                "**Shadow**: composed, this build would differ in 2 ways (0 wanted differences).\n\n```\n"
                    + "step tpu6e_suite: command: pytest tests --new -> pytest tests\n"
                    + "… and 1 more: ./build.sh --target=Compare\n```\n"
            );
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(7, 0)]
    public async Task The_build_is_uploaded_and_ends_as_before_whatever_becomes_of_the_one_beside_it(int before, int beside)
    {
        using var repository = new OldRepository();
        repository.Write(
            ".buildkite/scripts/bootstrap.sh",
            $"#!/bin/bash\nbuildkite-agent pipeline upload <<<'steps: [wait]'\nexit {before}\n"
        );
        Move.Write(repository.Root, (await Move.PlanAsync(repository.Root, only: "nothing")).Plan);
        repository.Write("build.sh", $"#!/bin/bash\necho \"$*\" >>composed\nexit {beside}\n");
        repository.Write("bin/buildkite-agent", "#!/bin/bash\necho \"$*\" >>uploaded\ncat >>uploaded\n");

        var exit = await new ProcessRunner(repository.Root, TimeProvider.System).RunAsync(
            CommandLine.Of("bash", ["-c", $"chmod +x bin/* build.sh && PATH=$PWD/bin:$PATH exec bash {Shadow}"]) with
            {
                Folder = repository.Root,
            },
            onLine: null,
            TestContext.Current.CancellationToken
        );

        exit.Status.ShouldBe(before, exit.ErrorOutput);
        repository.Read("uploaded").ShouldBe("pipeline upload\nsteps: [wait]\n");
        repository.Read("composed").ShouldBe("--target=Shadow --script=.buildkite/scripts/bootstrap.sh\n");
        exit.ErrorOutput.Contains("the build goes on as ever", StringComparison.Ordinal).ShouldBe(beside != 0);
    }

    private static async Task<ComparedBuilds> CompareAsync(OldRepository repository, string variables) =>
        await Move.CompareRunningAsync(
            repository.Root,
            new ObservedScenario("build 17", ".buildkite/scripts/bootstrap.sh")
            {
                Environment = variables
                    .Split(' ')
                    .Select(variable => variable.Split('='))
                    .Aggregate(
                        new ObservedScenario("", "").Environment,
                        (environment, variable) => environment.SetItem(variable[0], variable[1])
                    ),
            }
        );
}
