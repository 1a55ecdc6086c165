using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Planning;

/// <summary>What the plugins for containers make of a step's command, as their documentation has it.</summary>
public sealed class ContainerPluginTests
{
    private static readonly ImmutableDictionary<string, string?> Environment = ImmutableDictionary<string, string?>
        .Empty.Add("BUILDKITE_COMMIT", "abc")
        .Add("PATH", "/usr/bin")
        .Add("BUILDKITECI_SECRETS", "")
        .Add("OWN", "1")
        .Add("GONE", null);

    [Theory]
    [InlineData("- docker#v5.12.0: { image: 'python:3.12' }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --workdir /workdir python:3.12 /bin/sh -e -c 'pytest -q'"
    )]
    [InlineData(
        "- docker#v5.12.0: { image: i, workdir: /app, mount-checkout: false, init: false, privileged: true, network: host, user: '1:2', "
            + "shm-size: 2gb, always-pull: true }",
        "docker run --rm --name buildkiteci-j1 --privileged --pull always --workdir /app --user 1:2 --network host --shm-size 2gb i "
            + "/bin/sh -e -c 'pytest -q'"
    )]
    [InlineData(
        "- docker#v5.12.0: { image: i, shell: [bash, -c], volumes: ['./cache:/cache', '/a:/b:ro'], devices: [/dev/vfio], add-caps: "
            + "[SYS_PTRACE], tmpfs: [/tmp], ulimits: [memlock=-1] }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --volume /checkout/cache:/cache --volume /a:/b:ro "
            + "--workdir /workdir --tmpfs /tmp --device /dev/vfio --cap-add SYS_PTRACE --ulimit memlock=-1 i bash -c 'pytest -q'"
    )]
    [InlineData(
        "- docker#v5.12.0: { image: i, shell: false }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --workdir /workdir i 'pytest -q'"
    )]
    [InlineData("- docker#v5.12.0: { image: i, entrypoint: /run.sh, environment: [OWN, 'NEW=a b'], propagate-environment: false }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --workdir /workdir --env OWN --env NEW --entrypoint "
            + "/run.sh i 'pytest -q'"
    )]
    [InlineData("- docker#v5.12.0: { image: i, propagate-environment: true }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --workdir /workdir --env BUILDKITE_COMMIT --env OWN i "
            + "/bin/sh -e -c 'pytest -q'"
    )]
    [InlineData("- docker-compose#v5.5.0: { run: app, config: [a.yml, b.yml], environment: [OWN], dependencies: false, user: ci }",
        "docker compose --project-name buildkiteci-j1 --file a.yml --file b.yml run --rm --no-TTY --name buildkiteci-j1 --user ci "
            + "--no-deps --env OWN app /bin/sh -e -c 'pytest -q'"
    )]
    [InlineData("- https://github.com/acme/annotate-buildkite-plugin.git#v1: {}\n- docker#v5.12.0: { image: i }",
        "docker run --rm --name buildkiteci-j1 --init --volume /checkout:/workdir --workdir /workdir i /bin/sh -e -c 'pytest -q'")]
    public void A_steps_command_runs_in_the_container_that_its_plugin_describes(string plugins, string command) =>
        ContainerPlugin.Of(StepOf(plugins), text => text)!.Run("pytest -q", "/checkout", "j1", Environment).ToString().ShouldBe(command);

    [Fact]
    public void A_value_of_a_variable_is_in_the_clients_environment_and_on_no_command_line()
    {
        var run = ContainerPlugin
            .Of(StepOf("- docker#v5.12.0: { image: i, environment: ['TOKEN=s3cr3t'] }"), text => text)!
            .Run("x", "/checkout", "j1", Environment);

        run.ToString().ShouldNotContain("s3cr3t");
        run.Environment["TOKEN"].ShouldBe("s3cr3t");
    }

    [Fact]
    public void A_plugin_brings_its_own_command_and_a_matrix_fills_its_settings()
    {
        var plugin = ContainerPlugin.Of(
            StepOf("- docker#v5.12.0: { image: 'node:{{matrix}}', command: [npm, 'run test'] }"),
            text => text.Replace("{{matrix}}", "20", StringComparison.Ordinal)
        )!;

        plugin.HasCommand.ShouldBeTrue();
        plugin.Run("", "/checkout", "j1", Environment).ToString().ShouldEndWith(" node:20 npm 'run test'");
    }

    [Theory]
    [InlineData("- docker-login#v3: { username: x }")]
    [InlineData("- docker-compose#v5.5.0: { build: app, push: app }")]
    [InlineData("- acme/docker#v1: { image: i }")]
    public void Other_plugins_make_no_container(string plugins) => ContainerPlugin.Of(StepOf(plugins), text => text).ShouldBeNull();

    [Fact]
    public void Settings_that_are_not_done_are_named() =>
        ContainerPlugin
            .Of(
                StepOf("- docker#v5.12.0: { image: i, mount-ssh-agent: true, leave-container: false, expand-image-vars: true }"),
                text => text
            )!
            .NotDone.ShouldBe(["mount-ssh-agent", "expand-image-vars"]);

    private static CommandStep StepOf(string plugins) =>
        PipelineDocument
            .Read(
                new SourceFile(
                    "pipeline.yml",
                    "steps:\n  - command: pytest -q\n    plugins:\n"
                        + $"{string.Join('\n', plugins.Split('\n').Select(line => $"      {line}"))}\n"
                )
            )
            .Value!.Steps.ShouldHaveSingleItem()
            .ShouldBeOfType<CommandStep>();
}
