using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Discovery;

namespace BuildkiteCi.Pipelines.Tests.Checks;

/// <summary>What public pipelines hold and Buildkite takes: each was an error or a warning here once.</summary>
public sealed class FalseAlarmTests
{
    [Theory]
    [InlineData(
        "steps: [{ wait: { continue_on_failure: true } }, { block: { label: Release, key: release, prompt: Now? } }, { command: make, "
            + "depends_on: release }]"
    )]
    [InlineData(
        "steps: [{ command: { command: make, key: a } }, { trigger: { trigger: other, build: { branch: main } } }, { input: { input: Name, "
            + "fields: [{ text: Name, key: name }] } }]"
    )]
    [InlineData(
        "steps: [{ group: Tests, notify: [{ email: a@example.org }, { webhook: 'https://example.org' }, { slack: '#ci' }], steps: [{ "
            + "command: make }] }]"
    )]
    [InlineData("steps: [{ command: 'make {{matrix}}', matrix: { setup: [a, b], adjustments: [{ with: [a], soft_fail: true }] } }]")]
    [InlineData(
        "steps: [{ command: 'make {{matrix.os}} {{matrix.arch}}', matrix: { setup: { os: [linux], arch: [arm, x64] }, adjustments: [{ "
            + "with: { os: linux }, skip: true }] } }]"
    )]
    [InlineData("steps: [{ command: make, plugins: [$CACHE_PLUGIN, { kubernetes: { podSpec: {} } }] }]")]
    [InlineData("steps: [{ command: 'make $BUILDKITE_COMMIT $BUILDKITE_BUILD_NUMBER $ANYTHING' }]")]
    [InlineData("steps: [{ command: make, agent_query_rules: ['queue=deploy'] }]")]
    [InlineData("env: { MAKE_FLAGS: '--jobs=4 --silent' }\nsteps: [{ command: 'make ${MAKE_FLAGS} all' }]")]
    [InlineData("env: { RUNNER: 'tools/run --quiet .' }\nsteps: [{ command: '$RUNNER all' }, { command: 'make && $RUNNER docs' }]")]
    [InlineData("env: { PARTS: unit smoke }\nsteps: [{ command: 'for part in $PARTS; do make $$part; done' }]")]
    [InlineData("env: { ROUND: '7' }\nsteps: [{ command: 'round=${ASKED_ROUND:-$(./last-round)}' }]")]
    [InlineData("steps: [{ command: make, env: { MINIMUM_ACCURACY_THRESHOLD: 0.90, LIMIT: 11.00 } }]")]
    [InlineData("steps: [{ command: make, if: '$IN_REPOSITORY && build.branch == \"main\"' }]")]
    [InlineData("notify: [{ slack: '#ci', if: build.branch == 'main' && pipeline.started_failing }]\nsteps: [{ command: make }]")]
    [InlineData("env: { PUBLISH_TOKEN: 'bFNhbHRlZA==;U2FsdGVkX19zYW1wbGU=' }\nsteps: [{ command: make }]")]
    [InlineData("steps: [{ command: make }]\n---\nsteps: [{ command: make other }]\n")]
    public void A_form_that_Buildkite_takes_is_none_of_our_business(string pipeline) =>
        PipelineValidation.Of([new SourceFile("pipeline.yml", pipeline)], new CheckScope { IsWholeBuild = true }).ShouldBeEmpty();

    [Fact]
    public void A_version_that_becomes_another_one_is_still_named() =>
        PipelineValidation
            .Of([new SourceFile("pipeline.yml", "steps: [{ command: make, env: { GO_VERSION: 1.20 } }]")], new CheckScope())
            .ShouldHaveSingleItem()
            .Rule.Code.ShouldBe("P065");

    [Theory]
    [InlineData("steps: [{ command: make, key: a, depends_on: b }]", false, Severity.Note)]
    [InlineData("steps: [{ command: make, key: a, depends_on: b }]", true, Severity.Error)]
    [InlineData(
        "steps: [{ command: make, key: a, depends_on: b }, { command: './generate | buildkite-agent pipeline upload' }]",
        true,
        Severity.Note
    )]
    public void A_key_that_no_file_holds_is_an_error_only_where_every_upload_is_known(string pipeline, bool isWhole, Severity severity)
    {
        var found = PipelineValidation
            .Of([new SourceFile("pipeline.yml", pipeline)], new CheckScope { IsWholeBuild = isWhole })
            .ShouldHaveSingleItem();
        (found.Rule.Code, found.Severity).ShouldBe(("P012", severity));
    }

    [Fact]
    public void Every_document_of_a_file_is_checked() =>
        PipelineValidation
            .Of([new SourceFile("pipeline.yml", "steps: [{ command: make }]\n---\nsteps: [{ commnd: make }]\n")], new CheckScope())
            .ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith("pipeline.yml:3:9: error P040");

    [Fact]
    public void Pipelines_are_found_without_being_named_and_nothing_else_is_taken_for_one()
    {
        var files = new MemoryFileTree(
            (".buildkite/pipeline.yml", "steps: []"),
            (".buildkite/nightly.yaml", "env: {}\nsteps:\n  - command: make\n"),
            (".buildkite/list.yml", "- label: a\n  command: make\n"),
            (".buildkite/scripts/go.sh", "buildkite-agent pipeline upload \"ci/extra.yml\"\nbuildkite-agent pipeline upload $FILE\n"),
            ("ci/extra.yml", "steps:\n  - wait\n"),
            (
                ".buildkite/versions.yml",
                "- label: oldest\n  fixed: { k8s: 1.28 }\n  mixed:\n    - stack: 8.19.0\n    - stack: 9.0.0\n- label: newest\n  fixed: { "
                    + "k8s: 1.33 }\n"
            ),
            (".buildkite/template.yml", "steps:\n  - label: {name}\n"),
            (".buildkite/helm.yml", "steps:\n{{- range .Values }}\n  - command: {{ . }}\n{{- end }}\n"),
            (".buildkite/pod.yml", "apiVersion: v1\nkind: Pod\nsteps:\n"),
            (".buildkite/compose.yml", "services:\n  app: {}\n"),
            (".buildkite/pull-requests.json", "{ \"jobs\": [] }"),
            (".github/workflows/a.yml", "jobs:\n  a:\n    steps: []\n"));
        PipelineFiles
            .Find(files)
            .Select(file => file.Path)
            .ShouldBe([".buildkite/list.yml", ".buildkite/nightly.yaml", ".buildkite/pipeline.yml", "ci/extra.yml"]);
    }

    [Fact]
    public void Two_default_files_are_an_error() =>
        PipelineFiles
            .SeveralDefaults(new MemoryFileTree((".buildkite/pipeline.yml", ""), ("buildkite.json", "")))
            .Select(diagnostic => $"{diagnostic}")
            .ShouldBe([
                ".buildkite/pipeline.yml: error P025: 'buildkite.json' is there too, and 'pipeline upload' without a file wants exactly "
                    + "one; remove one of them, or rename it and name it behind 'pipeline upload'",
            ]);
}
