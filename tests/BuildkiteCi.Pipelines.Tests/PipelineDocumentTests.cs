using System.Text.Json.Nodes;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Tests;

public sealed class PipelineDocumentTests
{
    [Theory]
    [InlineData("command: pytest", """{"command": "pytest"}""")]
    [InlineData("{ command: [a, 1.0, ~], commands: b }", """{"command": "a\n1\n\nb"}""")]
    [InlineData("{ command: x, name: n, id: k }", """{"command": "x", "label": "n", "key": "k"}""")]
    [InlineData(
        "{ command: x, label: l, name: n, key: k, identifier: i }",
        """{"command": "x", "label": "l", "name": "n", "key": "k", "identifier": "i"}"""
    )]
    [InlineData("{ command: x, label: ~, key: '' }", """{"command": "x"}""")]
    [InlineData(
        "{ command: x, env: { A: 01, B: 1.10, C: TRUE, D: ~, E: 0x1F } }",
        """{"command": "x", "env": {"A": "1", "B": "1.1", "C": "true", "D": "", "E": "31"}}"""
    )]
    [InlineData("{ command: x, agents: { queue: 5 }, priority: 0x1F }", """{"command": "x", "agents": {"queue": 5}, "priority": 31}""")]
    [InlineData(
        "plugins: [docker#v5: { image: alpine }, acme/x#v1]",
        """{"plugins": [{"github.com/buildkite-plugins/docker-buildkite-plugin#v5": {"image": "alpine"}}, {"github.com/acme/x-buildkite-plugin#v1": null}], "command": ""}"""
    )]
    [InlineData(
        "{ command: x, plugins: { a#v1: ~, b#v2: { c: 1 } } }",
        """{"command": "x", "plugins": [{"github.com/buildkite-plugins/a-buildkite-plugin#v1": null}, {"github.com/buildkite-plugins/b-buildkite-plugin#v2": {"c": 1}}]}"""
    )]
    [InlineData("{ command: x, matrix: [a, 2] }", """{"command": "x", "matrix": ["a", "2"]}""")]
    [InlineData(
        "{ command: x, matrix: { setup: { a: [1], b: c }, adjustments: [{ with: { a: 2, b: c }, skip: true }] } }",
        """{"command": "x", "matrix": {"setup": {"a": ["1"], "b": ["c"]}, "adjustments": [{"with": {"a": "2", "b": "c"}, "skip": true}]}}"""
    )]
    [InlineData("{ command: x, cache: node_modules }", """{"command": "x", "cache": {"paths": ["node_modules"]}}""")]
    [InlineData("{ command: x, cache: { disabled: true } }", """{"command": "x", "cache": false}""")]
    [InlineData(
        "{ command: x, secrets: { TOKEN: path } }",
        """{"command": "x", "secrets": [{"environment_variable": "TOKEN", "key": "path"}]}"""
    )]
    [InlineData("wait", "\"wait\"")]
    [InlineData("wait: ~", """{"wait": null}""")]
    [InlineData("{ block: true, fields: [{ text: T, key: k }] }", """{"block": true, "fields": [{"text": "T", "key": "k"}]}""")]
    [InlineData("{ trigger: t, build: { env: { A: 1 } } }", """{"trigger": "t", "build": {"env": {"A": 1}}}""")]
    [InlineData(
        "{ group: ~, id: g, steps: [wait, { commands: [a, b] }] }",
        """{"group": null, "key": "g", "steps": ["wait", {"command": "a\nb"}]}"""
    )]
    [InlineData("{ group: 5 }", """{"group": "5", "steps": []}""")]
    [InlineData("{ command: x, brand_new: [1, { a: ~ }] }", """{"command": "x", "brand_new": [1, {"a": null}]}""")]
    public void A_step_is_sent_in_normal_form(string step, string sent) =>
        StepSent($"steps:\n  - {step}\n").ShouldBe(Compact(sent));

    [Theory]
    [InlineData("hello", "P040", "\"hello\"")]
    [InlineData("{ label: x, comand: y }", "P040", """{"label": "x", "comand": "y"}""")]
    [InlineData("{ type: commands, command: [x] }", "P040", """{"type": "commands", "command": ["x"]}""")]
    [InlineData("{ command: { a: 1 }, name: n }", "P043", """{"command": {"a": 1}, "name": "n"}""")]
    [InlineData("{ command: 2026-11-24 }", "P043", """{"command": "2026-11-24T00:00:00Z"}""")]
    [InlineData("{ group: g, steps: [true, { commands: [x] }] }", "P043", """{"group": "g", "steps": [true, {"commands": ["x"]}]}""")]
    public void A_step_that_the_agent_does_not_understand_is_sent_as_it_is_and_reported(string step, string code, string sent)
    {
        var read = Read($"steps:\n  - {step}\n");

        read.Diagnostics.ShouldHaveSingleItem().Rule.Code.ShouldBe(code);
        Compact(read.Value!.ToJson()).ShouldBe(Compact($$"""{"steps": [{{sent}}]}"""));
    }

    [Theory]
    [InlineData("5\n", "P011")]
    [InlineData("steps: x\n", "P018")]
    [InlineData("env: [A=1]\nsteps: [wait]\n", "P018")]
    [InlineData("env: { A: 2026-11-24 }\nsteps: [wait]\n", "P018")]
    [InlineData("steps: [~]\n", "P041")]
    [InlineData("steps: [{ type: 5, command: x }]\n", "P042")]
    [InlineData("steps: [{ command: x, priority: .nan }]\n", "P019")]
    [InlineData("steps: [{ command: '${A:?x}' }]\n", "P030")]
    [InlineData("steps: [{ command: '${A?x}' }]\n", "P031")]
    public void A_file_that_the_agent_refuses_has_no_preview(string yaml, string code)
    {
        var seen = Preview.Of(new SourceFile("pipeline.yml", yaml), Variables.None);

        seen.Value.ShouldBeNull();
        seen.Diagnostics.ShouldHaveSingleItem().Rule.Code.ShouldBe(code);
    }

    [Fact]
    public void A_list_of_steps_is_a_pipeline_and_one_without_steps_is_sent_with_a_warning()
    {
        Compact(Read("- command: x\n- wait\n").Value!.ToJson()).ShouldBe(Compact("""{"steps": [{"command": "x"}, "wait"]}"""));

        var empty = Read("stps: []\n");
        empty
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("pipeline.yml:1:1: warning P017: the pipeline has no 'steps'; write 'steps' in place of 'stps'");
        Compact(empty.Value!.ToJson()).ShouldBe(Compact("""{"stps": [], "steps": []}"""));
    }

    [Fact]
    public void The_environment_feeds_what_stands_below_it_and_wins_over_the_variables_given()
    {
        var document = Interpolated("""
            env:
              MAC_VERSION: mac15
              IMAGE: site-$MAC_VERSION
              ${MAC_VERSION}_KEY: x
            priority: "$IMAGE"
            steps:
              - label: "${IMAGE}"
                command: echo $IMAGE $LATE
                env: { LATE: $IMAGE, "$MAC_VERSION": y }
                signature: { algorithm: HS512, signed_fields: [command], value: $IMAGE }
            """, ("MAC_VERSION", "mac14"));

        Compact(document.ToJson())
            .ShouldBe(
                Compact(
                    """
                    {"env": {"MAC_VERSION": "mac15", "IMAGE": "site-mac15", "mac15_KEY": "x"}, "priority": "site-mac15", "steps": [{"label": "site-mac15",
                    "command": "echo site-mac15 ", "env": {"LATE": "site-mac15", "mac15": "y"},
                    "signature": {"algorithm": "HS512", "signed_fields": ["command"], "value": "$IMAGE"}}]}
                    """
                )
            );
    }

    [Fact]
    public void A_value_never_adds_structure()
    {
        var document = Interpolated("steps:\n  - command: echo\n    label: $NAME\n", ("NAME", "x\n    key: y\n- wait"));

        document.Steps.ShouldHaveSingleItem().Label!.Canonical.ShouldBe("x\n    key: y\n- wait");
        PipelineDocument.Read(new SourceFile("again.yml", document.ToYaml())).Value.ShouldBe(document);
    }

    [Fact]
    public void An_error_in_one_of_several_commands_is_reported_where_that_command_stands()
    {
        var read = Read("""
            steps:
              - commands:
                  - echo one
                  - echo "${TWO:+x}"
            """).Then(document => document.Interpolate(Variables.None));

        read.Diagnostics.ShouldHaveSingleItem().Location.ToString().ShouldBe("pipeline.yml:4:20");
    }

    [Fact]
    public void What_a_command_step_says_can_be_asked_for()
    {
        var step = (CommandStep)
            Read(
                """
                steps:
                  - label: Accuracy
                    key: accuracy
                    command: pytest
                    agents: [queue=mac_v14_queue]
                    depends_on: [unit, { step: lint, allow_failure: true }]
                    soft_fail: [{ exit_status: 3 }]
                    retry: { automatic: [{ exit_status: -1, limit: 1 }, { exit_status: "*" }] }
                    matrix: { setup: { os: [a, b], n: [1, 2] }, adjustments: [{ with: { os: b, n: 2 }, skip: slow }, { with: { os: c, n: 1 } }] }
                    timeout_in_minutes: 30
                    artifact_paths: "logs/**; junit.xml"
                """
            ).Value!.Steps[0];

        step.Queue!.Canonical.ShouldBe("mac_v14_queue");
        step.DependsOn.Select(dependency => (dependency.Key, dependency.AllowFailure)).ShouldBe([("unit", false), ("lint", true)]);
        step.SoftFail.Covers(3).ShouldBeTrue();
        step.SoftFail.Covers(1).ShouldBeFalse();
        step.Retries.Select(rule => (rule.Covers(-1), rule.Covers(1), rule.Limit)).ShouldBe([(true, false, 1), (false, true, 2)]);
        step.JobCount.ShouldBe(4);
        step.TimeoutInMinutes.ShouldBe(30);
        step.ArtifactPaths.ShouldBe(["logs/**", "junit.xml"]);
        step.Matrix!.Combinations().First().Apply("{{matrix.os}}-{{ matrix.n }} {{other}}").ShouldBe("a-1 {{other}}");
    }

    [Fact]
    public void Steps_made_in_code_are_sent_like_those_of_a_file()
    {
        var draft = new CommandDraft("Check the results", StepKey.Parse("check")!, "cpu", "./build.sh --target=CheckResults")
        {
            Environment = [("MODE", "1", null)],
            TimeoutMinutes = 30,
            WaitsFor = StepKey.Parse("unit"),
        };
        var step = draft.ToStep().WithEnv([KeyValuePair.Create("MODE", "2"), KeyValuePair.Create("JOB", "a b")]);
        var needed = step.DependsOn.Add(new Dependency("lint", AllowFailure: true, YamlNode.Generated));

        new PipelineDocument("generated.yml", [WaitStep.Of(continuesOnFailure: true), step.WaitingFor(needed), step.WaitingFor([])])
            .ToYaml()
            .ShouldBe(
                """
                steps:
                  - wait: ~
                    continue_on_failure: true
                  - label: Check the results
                    key: check
                    agents:
                      queue: cpu
                    env:
                      MODE: "2"
                      JOB: a b
                    command: ./build.sh --target=CheckResults
                    timeout_in_minutes: 30
                    depends_on:
                      - unit
                      - step: lint
                        allow_failure: true
                  - label: Check the results
                    key: check
                    agents:
                      queue: cpu
                    env:
                      MODE: "2"
                      JOB: a b
                    command: ./build.sh --target=CheckResults
                    timeout_in_minutes: 30

                """
            );
    }

    [Fact]
    public void A_group_made_in_code_is_sent_like_one_from_a_file()
    {
        var steps = Read("steps:\n  - command: pytest\n").Value!.Steps;
        var group = GroupStep
            .Of("Mac v14 nightly Tests (auto)", StepKey.Parse("v14-group"), steps)
            .WaitingFor([new Dependency("build_docker", AllowFailure: false, YamlNode.Generated)]);

        new PipelineDocument("generated.yml", [group]).ToYaml().ShouldBe("""
            steps:
              - group: Mac v14 nightly Tests (auto)
                key: v14-group
                depends_on: build_docker
                steps:
                  - command: pytest

            """);
    }

    private static Diagnosed<PipelineDocument> Read(string yaml) => PipelineDocument.Read(new SourceFile("pipeline.yml", yaml));

    private static PipelineDocument Interpolated(string yaml, params (string Name, string Value)[] variables)
    {
        var read = Read(yaml)
            .Then(document =>
                document.Interpolate(Variables.Of(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))))
            );
        read.Diagnostics.ShouldBeEmpty();
        return read.Value!;
    }

    private static string StepSent(string yaml)
    {
        var read = Read(yaml);
        read.Diagnostics.ShouldBeEmpty();
        return JsonNode.Parse(read.Value!.ToJson())!["steps"]![0]!.ToJsonString();
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();
}
