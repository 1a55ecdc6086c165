namespace EndToEnd.Tests.Screens;

/// <summary>What is typed for the golden screens; each command finds the clone as it was committed.</summary>
internal static class Commands
{
    private const string Steps =
        "printf 'steps:\\n  - {label: unit, key: unit, command: \"echo one; exit %s\"}\\n  - {block: \"Release?\", key: gate}\\n  - "
            + "{label: after, command: echo two}\\n'";
    private const string Log =
        "printf '============ Serving Benchmark Result ============\\nSuccessful requests: 100\\nBenchmark duration (s): 10.00\\nRequest "
            + "throughput (req/s): 10.00\\nMean TTFT (ms): 50.0\\n==================================================\\n' >bm.txt";

    /// <summary>Those whose output is drawn for the width of the terminal, or moves its cursor.</summary>
    public static IEnumerable<string> Drawn { get; } =
    [
        "./build.sh --only models --generations v6e",
        "./build.sh --help --target=CheckResults",
        "./build.sh --target=AddFeature --feature-name 'my feature' --queue tpu_v6e_queue",
        "./build.sh --target=Preview --format tree --file .buildkite/models/Qwen_Qwen3-32B.yml",
        $"{Steps} 0 >p.yml; ./build.sh --target=RunPipeline --file p.yml --list",
        $"{Steps} 4 >p.yml; ./build.sh --target=RunPipeline --file p.yml",
        $"{Steps} 0 >p.yml; ./build.sh --target=RunPipeline --file p.yml --answer gate=yes",
    ];

    public static IEnumerable<string> All { get; } =
    [
        .. Drawn,
        "./build.sh",
        "sed -i 's/quantization support matrix/quantisation support matrix/' .buildkite/quantization/FP8_W8A8.yml; ./build.sh",
        "./build.sh --help --target=Nope",
        "./build.sh --target=Validte",
        "./build.sh --target=AddModel --model-name test-org/Test-Model-1.5B --queue tpu_v6e_queue",
        "./build.sh --target=AddModel --model-name test-org/Test-Model-1.5B --queue tpu_v6e_queue --unit-test-command true "
            + "--accuracy-target 0.5 --throughput-target 9",
        "./build.sh --target=AddModel --model-name Qwen/Qwen3-32B --queue tpu_v6e_queue",
        "./build.sh --target=AddModel --model-name Llama-3 --queue tpu_v6_queue --accuracy-target 7",
        "./build.sh --target=AddFeature --feature-name a --category nope --queue cpu",
        "./build.sh --target=Validate --files .buildkite/rl/MoE_Expert_IDs.yml",
        "sed -i 's/depends_on: .*/depends_on: nope/' .buildkite/models/Qwen_Qwen3-4B.yml; ./build.sh --target=Validate --files "
            + ".buildkite/models/Qwen_Qwen3-4B.yml",
        "./build.sh --target=Validate --explain R002",
        "./build.sh --target=Validate --files nope.yml --format xml",
        "./build.sh --target=Preview",
        "./build.sh --target=Preview --format mermaid --file .buildkite/models/Qwen_Qwen3-32B.yml",
        "echo 'steps: [ {command: x, depnds_on: y}, {label: ' >p.yml; ./build.sh --target=Preview --file p.yml",
        "./build.sh --target=GeneratePipeline --build-kind nightly --only rl --generations v6e --explain --output out",
        "./build.sh --target=GeneratePipeline --build-kind nitely",
        "./build.sh --target=RunTpuTests --model-name Qwen/Qwen3-4B --stage UnitTest",
        "./build.sh --target=RunTpuTests --model-name Qwen/Qwen3-4",
        "./build.sh --target=AddModel --model-name a/b --queue tpu_v6e_queue --unit-test-command 'echo boom; exit 3' >log; ./build.sh "
            + "--target=RunTpuTests --model-name a/b --runner host",
        "./build.sh --target=AddModel --model-name a/b --queue tpu_v6e_queue --unit-test-command 'echo fine' >log; ./build.sh "
            + "--target=RunTpuTests --model-name a/b --runner host --stage UnitTest; ./build.sh --target=CheckResults",
        "./build.sh --target=GeneratePipeline --build-kind nightly --only models >log; ./build.sh --target=RunPipeline",
        "./build.sh --target=RunPipeline --log nope",
        "./build.sh --target=RecordResult --step-key nope",
        "./build.sh --target=CheckResults --step-keys 'a b'",
        $"{Log}; ./build.sh --target=Benchmark --console-log bm.txt",
        "echo nothing >bm.txt; ./build.sh --target=Benchmark --console-log bm.txt",
        "./build.sh --target=BenchmarkReport",
        "./build.sh --target=PublishMatrix --results local --output matrices",
        "./build.sh --target=PublishMatrix --results local --release 1..2",
        "./build.sh --target=PublishMatrix --compare v1 v2",
        "./build.sh --target=Compare",
        "./build.sh --target=UpdateVllmCommit",
        "./build.sh --target=Pack --platforms vax",
        "./build.sh --target=MeasureDetection --annotated nope",
        "./build.sh --target=Test --order-seed x",
    ];
}
