using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Tests.Running;

namespace BuildkiteCi.LocalBuilds.Tests.Agent;

/// <summary>A script as it is written for Buildkite's agent, run by bash as a step of a local build.</summary>
public sealed class AgentScriptTests
{
    private const string Script =
        """
        set -euo pipefail
        fail() { echo "FAILED: $1"; exit 1; }
        buildkite-agent meta-data set release "v0.12.0"
        [ "$(buildkite-agent meta-data get release)" = v0.12.0 ] || fail get
        [ "$(buildkite-agent meta-data get missing --default none)" = none ] || fail default
        if buildkite-agent meta-data get missing 2>error; then fail "get of a missing key"; fi
        grep -q 404 error || fail "message of a missing key"
        buildkite-agent meta-data exists release || fail exists
        set +e; buildkite-agent meta-data exists missing; status=$?; set -e
        [ $status = 100 ] || fail "exists of a missing key: $status"
        printf 'line 1\nline 2\n' | buildkite-agent meta-data set notes
        [ "$(buildkite-agent meta-data get notes)" = "$(printf 'line 1\nline 2')" ] || fail stdin
        buildkite-agent meta-data keys | grep -qx notes || fail keys
        echo data > result.txt
        buildkite-agent artifact upload "result.txt;missing-*.log"
        mkdir -p down && buildkite-agent artifact download result.txt down/
        [ "$(cat down/result.txt)" = data ] || fail download
        [ "$(buildkite-agent artifact shasum --sha256 result.txt)" = "$(sha256sum result.txt | cut -d' ' -f1)" ] || fail shasum
        buildkite-agent annotate --style warning --context ctx 'look: **here**'
        printf ' and there' | buildkite-agent annotate --append --context ctx
        [ "$(buildkite-agent step get label)" = script ] || fail "own step"
        [ "$(buildkite-agent step get outcome --step before)" = soft_failed ] || fail outcome
        [ "$(buildkite-agent step get state)" = running ] || fail state
        [ "$(buildkite-agent env get BUILDKITE_LABEL)" = script ] || fail env
        cat <<END | buildkite-agent pipeline upload
        steps:
          - label: uploaded for $(buildkite-agent meta-data get release)
            command: buildkite-agent meta-data set uploaded yes
        END
        echo all went well
        """;

    [Fact]
    public async Task A_script_for_the_agent_runs_unchanged_under_the_stand_in()
    {
        using var bench = new RunBench();
        bench.Root.Write("script.sh", Script);

        var result = await bench.RunAsync("""
            steps:
              - { key: before, command: exit 1, soft_fail: true }
              - wait
              - { label: script, command: bash script.sh }
            """);

        bench.View.Output.ShouldContain("all went well", string.Join('\n', bench.View.Lines));
        result.Verdict.ShouldBe(RunVerdict.Passed);
        (await bench.Build.MetaDataAsync("uploaded", RunBench.Stop)).ShouldBe("yes");
        (await bench.Build.Annotations.AllAsync(RunBench.Stop)).ShouldHaveSingleItem().Body.ShouldBe("look: **here** and there");
        result.Steps.Select(step => step.Step.Label).ShouldContain("uploaded for v0.12.0");
    }
}
