using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Core;

namespace Benchmarks.Pipelines;

/// <summary>Files of the size and shape of the real catalogue in its older form: 99 files, 469 jobs for each generation.</summary>
internal static class CatalogueFiles
{
    /// <summary>Files that the real catalogue has.</summary>
    public const int RealCount = 99;

    private static readonly ImmutableArray<string> Stages = ["UnitTest", "Accuracy", "Benchmark"];

    /// <summary>This many files; their models are numbered.</summary>
    public static ImmutableArray<SourceFile> Make(int count) => [.. Enumerable.Range(1, count).Select(One)];

    /// <summary>Bytes of all files together.</summary>
    public static long Size(ImmutableArray<SourceFile> files) => files.Sum(file => (long)Encoding.UTF8.GetByteCount(file.Text));

    // Every fourth file has two stages, the others three less a record step: 4.7 steps a file.
    private static SourceFile One(int number)
    {
        var name = $"acme/Model-{number}.5-{number % 90}B-Instruct";
        var key = $"acme_Model-{number}_5-{number % 90}B-Instruct";
        var text = new StringBuilder("# What tests a model, stage by stage.\n\nsteps:\n");
        var needed = "build_docker";
        foreach (var stage in Stages[..(number % 4 == 0 ? 2 : 3)])
        {
            Test(text, name, key, stage, needed);
            needed = $"${{TPU_VERSION:-tpu6e}}_record_{key}_{stage}";
            if (stage != "Benchmark") Record(text, name, key, stage);
        }

        return new SourceFile($"models/{key}.yml", text.ToString());
    }

    private static void Test(StringBuilder text, string name, string key, string stage, string needed) => text.Append($$"""
          - label: "${TPU_VERSION:-tpu6e} {{stage}} for {{name}}"
            key: "${TPU_VERSION:-tpu6e}_{{key}}_{{stage}}"
            depends_on: "{{needed}}"
            soft_fail: true
            agents:
              queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}"
            env:
              TEST_MODEL: "{{name}}"
              TENSOR_PARALLEL_SIZE: "${TENSOR_PARALLEL_SIZE_SINGLE:-1}"
              MINIMUM_ACCURACY_THRESHOLD: "0.85"
            commands:
              - |
                .buildkite/scripts/run_in_docker.sh \
                  bash -c 'cd /workspace && python3 -m pytest -s -v -x tests/models/test_{{stage}}.py --model "$$TEST_MODEL"'

        """);

    private static void Record(StringBuilder text, string name, string key, string stage) => text.Append($$"""
          - label: "${TPU_VERSION:-tpu6e} Record {{stage}} result for {{name}}"
            key: "${TPU_VERSION:-tpu6e}_record_{{key}}_{{stage}}"
            depends_on: "${TPU_VERSION:-tpu6e}_{{key}}_{{stage}}"
            env:
              CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}"
              CI_TARGET: "{{name}}"
              CI_STAGE: "{{stage}}"
              CI_CATEGORY: "text-only"
            agents:
              queue: cpu
            commands:
              - |
                .buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_{{key}}_{{stage}}

        """);
}
