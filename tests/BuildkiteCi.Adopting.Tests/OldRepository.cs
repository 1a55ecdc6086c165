using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>
/// A repository with a bootstrap of its own, of the form that ones of vLLM on TPU have: priorities put in front of files, variables
/// exported for each generation, a job that uploads the catalogue, cases that a script makes steps of, a second bootstrap that fills a
/// template.
/// </summary>
internal sealed class OldRepository : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OldRepository(int models = 2)
    {
        Write(".buildkite/scripts/bootstrap.sh", Bootstrap);
        Write(".buildkite/scripts/upload_models_and_features.sh", UploadCatalogue);
        Write(".buildkite/scripts/bootstrap_kernel_tuning.sh", Tuning);
        Write(
            ".buildkite/scripts/bootstrap_sandbox.sh",
            "#!/bin/bash\nset -e\nSANDBOX_FILE=\"${SANDBOX_FILE:-.buildkite/sandbox.yml}\"\nbuildkite-agent pipeline upload "
                + "\"$SANDBOX_FILE\"\n"
        );
        Write(
            ".buildkite/image.yml",
            "steps:\n  - group: Images\n    key: build_docker\n    steps:\n      - { key: image_v6e, agents: { queue: cpu_64_core }, "
                + "command: make image }\n"
        );
        Write(".buildkite/suite.yml", Suite);
        Write(".buildkite/night.yml", Night);
        Write(
            ".buildkite/promote.yml",
            "steps:\n  - wait\n  - { key: promote, agents: { queue: cpu }, secrets: [PUSH_TOKEN], command: bash "
                + ".buildkite/scripts/update_lkg_version.sh }\n"
        );
        Write(".buildkite/sandbox.yml", "steps:\n  - { key: try_it, agents: { queue: cpu }, command: echo sandbox }\n");
        Write(
            ".buildkite/tune_template.yml",
            "# https://buildkite.com/some-org/acme-kernel-tuning\nsteps:\n  - { key: tune, agents: { queue: "
                + "\"${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}\" }, command: tune --id=TUNING_ID_PLACEHOLDER }\n  - { key: report, depends_on: "
                + "tune, agents: { queue: cpu }, command: report --id=TUNING_ID_PLACEHOLDER }\n"
        );
        Write(".buildkite/vllm_lkg.version", "00112233445566778899aabbccddeeff00112233\n");
        for (var i = 0; i < models; i++) Write($".buildkite/models/acme_model-{i}.yml", Model($"acme/model-{i}"));
        Write("src/kernels/add.py", "x = 1\n");
        Write("src/serve.py", "x = 1\n");
        Write(
            "README.md",
            "# Acme\n<!-- START: nightly_models -->\n<!-- END: nightly_models -->\n<!-- START: contributors -->\n<!-- END: contributors "
                + "-->\n"
        );
    }

    /// <summary>A copy of another one.</summary>
    public OldRepository(string of)
    {
        foreach (var path in Directory.EnumerateFiles(of, "*", SearchOption.AllDirectories))
            Write(Path.GetRelativePath(of, path), File.ReadAllText(path));
    }

    public string Root => folder.Path;

    public void Write(string path, string text) => folder.Write(path, text);

    public string? Read(string path) => File.Exists(Path.Combine(Root, path)) ? File.ReadAllText(Path.Combine(Root, path)) : null;

    public void Replace(string path, string before, string after)
    {
        var text = Read(path)!;
        text.ShouldContain(before);
        Write(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    private static string Model(string name)
    {
        var form = name.Replace('/', '_');
        return $$"""
            steps:
              - label: "${TPU_VERSION:-tpu6e} Unit tests for {{name}}"
                key: "${TPU_VERSION:-tpu6e}_{{form}}_UnitTest"
                soft_fail: true
                agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
                command: .buildkite/scripts/in_container.sh pytest
              - label: "${TPU_VERSION:-tpu6e} Record for {{name}}"
                key: "${TPU_VERSION:-tpu6e}_record_{{form}}_UnitTest"
                depends_on: "${TPU_VERSION:-tpu6e}_{{form}}_UnitTest"
                env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: "{{name}}", CI_STAGE: UnitTest, CI_CATEGORY: text-only }
                agents: { queue: cpu }
                commands:
                  - .buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_{{form}}_UnitTest
            """ + "\n";
    }

    private const string Suite = """
        steps:
          - group: "${SUITE_LABEL}"
            depends_on: build_docker
            steps:
              - { key: "${TPU_VERSION}_suite", agents: { queue: "$TPU_QUEUE_MULTI" }, command: pytest tests }
              - { key: "${TPU_VERSION}_kernels", if: 'build.env("NIGHTLY") == "1" || "${RUN_KERNEL_TESTS:-0}" == "1"', agents: { queue: "$TPU_QUEUE_SINGLE" }, command: pytest tests/kernels }
        """;

    private const string Night = """
        steps:
          - label: "Upload the catalogue"
            if: build.env("NIGHTLY") == "1" || build.tag != null
            agents: { queue: cpu }
            command: bash .buildkite/scripts/upload_models_and_features.sh
          - wait: ~
            continue_on_failure: true
          - { key: v6_generate, if: 'build.env("NIGHTLY") == "1" || build.tag != null', agents: { queue: cpu }, command: bash .buildkite/scripts/generate_support_matrices.sh }
          - { key: commit_them, if: 'build.env("NIGHTLY") == "1" && build.branch == "main"', depends_on: v6_generate, secrets: [PUSH_TOKEN], agents: { queue: cpu }, command: bash .buildkite/scripts/commit_support_matrices.sh }
          - { key: tell, if: 'build.env("NIGHTLY") == "1" || build.tag != null', depends_on: commit_them, agents: { queue: cpu }, command: bash .buildkite/scripts/notify_test_results.sh }
          - { key: keep_hashes, if: 'build.env("NIGHTLY") == "1" && build.branch == "main"', depends_on: tell, agents: { queue: cpu }, command: bash keep.sh }
        """;

    private const string UploadCatalogue = """
        #!/bin/bash
        set -euo pipefail
        for generation in v6e v7x; do
          if [ "$generation" = v6e ]; then
            export TPU_VERSION=tpu6e TPU_QUEUE_SINGLE=tpu_v6e_queue TPU_QUEUE_MULTI=tpu_v6e_8_queue TENSOR_PARALLEL_SIZE_SINGLE=1 TENSOR_PARALLEL_SIZE_MULTI=8
          else
            export TPU_VERSION=tpu7x TPU_QUEUE_SINGLE=tpu_v7x_2_queue TPU_QUEUE_MULTI=tpu_v7x_8_queue TENSOR_PARALLEL_SIZE_SINGLE=2 TENSOR_PARALLEL_SIZE_MULTI=8
          fi
          {
            echo "priority: ${JOB_PRIORITY:-1}"
            echo "steps:"
            echo "  - group: \"TPU $generation nightly Tests (auto)\""
            echo "    key: \"$generation-group\""
            echo "    depends_on: build_docker"
            echo "    steps:"
            for file in .buildkite/models/*.yml; do grep -v "^steps:" "$file" | sed 's/^/    /'; done
          } | buildkite-agent pipeline upload
        done
        """;

    private const string Tuning = """
        #!/bin/bash
        set -euo pipefail
        buildkite-agent meta-data set VLLM_COMMIT_HASH "$(cat .buildkite/vllm_lkg.version)"
        TUNING_ID="tuning_$(date +%Y-%m-%d-%H-%M)"
        export TUNING_ID
        sed "s/TUNING_ID_PLACEHOLDER/${TUNING_ID}/g" .buildkite/tune_template.yml | buildkite-agent pipeline upload
        """;

    private const string Bootstrap = """
        #!/bin/bash
        set -euo pipefail
        upload() { { echo "priority: $JOB_PRIORITY"; cat "$1"; } | buildkite-agent pipeline upload; }
        if [[ "${NIGHTLY:-0}" == "1" ]]; then JOB_PRIORITY=0
        elif [[ "$BUILDKITE_PIPELINE_SLUG" == "acme-integration" ]]; then JOB_PRIORITY=3
        elif [[ "$BUILDKITE_PULL_REQUEST" != "false" ]]; then JOB_PRIORITY=5
        elif [[ "$BUILDKITE_BRANCH" == "main" ]]; then JOB_PRIORITY=10
        else JOB_PRIORITY=1; fi
        export JOB_PRIORITY
        buildkite-agent meta-data set JOB_PRIORITY "$JOB_PRIORITY"
        FILES=$(git diff --name-only "origin/main...$BUILDKITE_COMMIT")
        if [[ "$BUILDKITE_PULL_REQUEST" != "false" ]] && ! echo "$FILES" | grep -qvE '\.md$'; then echo "only documentation"; exit 0; fi
        export RUN_KERNEL_TESTS=0
        if echo "$FILES" | grep -qE '^(src/kernels|tests/kernels)'; then
          export RUN_KERNEL_TESTS=1
        fi
        if [[ "$BUILDKITE_PULL_REQUEST" != "false" ]]; then
          labels=$(curl -s "https://api.github.com/repos/acme/serve/pulls/$BUILDKITE_PULL_REQUEST" | grep -o '"name":"[^"]*"' || true)
          if [[ $labels != *"go-ahead"* ]]; then exit 1; fi
        fi
        if [[ "$BUILDKITE_SOURCE" == "schedule" ]]; then
          printf 'notify:\n  - email: "night-watch@example.com"\n    if: build.state == "failed"\n' >note.yml
        else
          printf 'notify:\n  - email: "%s"\n    if: build.state == "failed"\n' "$BUILDKITE_BUILD_CREATOR_EMAIL" >note.yml
        fi
        upload note.yml
        rm note.yml
        v6e() { export SUITE_LABEL="Suite on Trillium" TPU_VERSION=tpu6e TPU_QUEUE_SINGLE=tpu_v6e_queue TPU_QUEUE_MULTI=tpu_v6e_8_queue TENSOR_PARALLEL_SIZE_SINGLE=1 TENSOR_PARALLEL_SIZE_MULTI=8; }
        v7x() { export SUITE_LABEL="Suite on Ironwood" TPU_VERSION=tpu7x TPU_QUEUE_SINGLE=tpu_v7x_2_queue TPU_QUEUE_MULTI=tpu_v7x_8_queue TENSOR_PARALLEL_SIZE_SINGLE=2 TENSOR_PARALLEL_SIZE_MULTI=8; }
        if [[ "$BUILDKITE_PIPELINE_SLUG" == "acme-integration" ]]; then
          buildkite-agent meta-data set VLLM_COMMIT_HASH "$(git ls-remote https://github.com/vllm-project/vllm.git HEAD | awk '{ print $1}')"
          upload .buildkite/promote.yml
        else
          buildkite-agent meta-data set VLLM_COMMIT_HASH "$(cat .buildkite/vllm_lkg.version)"
        fi
        v6e; upload .buildkite/suite.yml
        v7x; upload .buildkite/suite.yml
        unset SUITE_LABEL TPU_VERSION TPU_QUEUE_SINGLE TPU_QUEUE_MULTI TENSOR_PARALLEL_SIZE_SINGLE TENSOR_PARALLEL_SIZE_MULTI
        if [[ "$BUILDKITE_PIPELINE_SLUG" != "acme-integration" ]]; then upload .buildkite/night.yml; fi
        upload .buildkite/image.yml
        """;
}
