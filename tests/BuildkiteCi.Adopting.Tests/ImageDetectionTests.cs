using System.Collections.Immutable;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>Which image tests run in is read from the script that starts containers, with its place, or asked for.</summary>
public sealed class ImageDetectionTests
{
    private const string Steps = "steps:\n  - { key: unit, command: .buildkite/scripts/in_container.sh pytest }\n";

    [Theory]
    [InlineData(
        "IMAGE='acme/tests'\nTAG=\"$IMAGE:$BUILDKITE_COMMIT\"\ndocker run --rm -it \\\n  -v \"$HOME/cache\":/cache \"${ENV_VARS[@]}\" "
            + "${QUANT:+-e QUANT=\"$QUANT\"} \\\n  \"$TAG\" \"$@\"\n",
        "acme/tests",
        5
    )]
    [InlineData("sudo docker run --network host -e A=b ghcr.io:443/acme/tests:latest pytest\n", "ghcr.io:443/acme/tests", 1)]
    [InlineData("docker run $DOCKER_OPTS \"${IMAGE:-acme-tests}:dev\" sh\n", "acme-tests", 1)]
    [InlineData("podman run --rm acme-tests@sha256 sh || docker run acme-tests:1 sh\n", "acme-tests", 1)]
    public void The_image_of_the_script_that_pipelines_start_is_written_without_its_tag(string script, string image, int line)
    {
        var (detected, settings) = Adopt(script);

        detected.Image.ShouldBe((image, new SourceLocation(".buildkite/scripts/in_container.sh", line, 0)));
        settings.ShouldMatch(
            $@"(?m)^testing:\n  container:\n    image: ""?{System.Text.RegularExpressions.Regex.Escape(image)}""?\s+# \.buildkite/scripts/in_container\.sh:{line}$"
        );
        detected.Questions.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docker run --rm \"$1\" pytest\n", 1, "the image '$1' is set by something that this script does not tell")]
    [InlineData(
        "case $KIND in\n  a) docker run acme/one pytest ;;\n  b) docker run acme/two:3 pytest ;;\nesac\n",
        2,
        "containers of 'acme/one' and 'acme/two' are started"
    )]
    public void An_image_that_cannot_be_read_is_a_question_with_its_place(string script, int line, string what)
    {
        var (detected, settings) = Adopt(script);

        detected.Image.ShouldBeNull();
        settings.ShouldNotContain("testing:");
        detected
            .Questions.Single()
            .ToString()
            .ShouldBe(
                $".buildkite/scripts/in_container.sh:{line}: {what}; in which image do tests run? Write it as 'testing.container.image', "
                    + "without its tag"
            );
        settings.ShouldContain($"# QUESTION .buildkite/scripts/in_container.sh:{line}: ");
    }

    [Fact]
    public void The_built_in_image_and_no_container_at_all_need_no_line()
    {
        Adopt("docker run vllm-tpu:$BUILDKITE_COMMIT pytest\n").Settings.ShouldNotContain("testing:");
        Adopt("pytest\n").Detected.Questions.ShouldBeEmpty();
    }

    private static (DetectedCi Detected, string Settings) Adopt(string script)
    {
        var files = new MemoryFileTree((".buildkite/pipeline.yml", Steps), (".buildkite/scripts/in_container.sh", $"{script}"));
        var scripts = BootstrapScripts.Find(files);
        var detected = CiDetection.Of(files, scripts, ScriptText.Read(files), []);
        return (
            detected,
            AdoptionPlan
                .Make(files, detected, scripts, "", new AdoptionSettings("1.2.3"))
                .Files.Single(file => file.Path == CiSettings.Path)
                .After!
        );
    }
}
