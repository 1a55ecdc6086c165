using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Catalogue.Scaffolding;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("AddModel")]
[TaskDescription("Adds a model to CI: writes .buildkite/models/<name>.yml and lists what is left to fill in")]
[Option("model-name", "NAME", "the model's full Hugging Face name: meta-llama/Llama-3.1-8B")]
[Option("queue", "QUEUE", "the queue of the machines it is tested on: tpu_v6e_queue; or give --host-scale")]
[Option("host-scale", "small|large", "the small or the large machines of every TPU generation")]
[Option("type", "tpu-optimized|vllm-native", "whose definition is served: rewritten for TPU (the default; it is benchmarked) or vLLM's own")]
[Option("category", "CATEGORY", "text-only (the default), multimodal, embedding or diffusion")]
[Option("unit-test-command", "COMMAND", "the command that runs its unit tests")]
[Option("accuracy-target", "FRACTION", "the score to reach, from 0 to 1")]
[Option("throughput-target", "NUMBER", "the throughput to reach, in requests per second")]
[Option("force", "", "write the file anew where it is there")]
public sealed class AddModelTask : FrostingTask<BuildContext>
{
    private static readonly (string, ModelType)[] Types = [("tpu-optimized", ModelType.TpuOptimized), ("vllm-native", ModelType.VllmNative)];

    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var folder = context.Folder("models");
        var type = options.Choice("type", Types) ?? ModelType.TpuOptimized;
        var unitTest = options.Text("unit-test-command");
        var subject = new NewSubjectOptions(context).Read("model-name", "the model's full Hugging Face name, meta-llama/Llama-3.1-8B", folder) is { } read
            ? read with
            {
                Stages = type == ModelType.VllmNative ? folder.Stages.RemoveRange(folder.OptionalStages) : folder.Stages,
                Commands = unitTest is null ? read.Commands : read.Commands.Add(folder.Stages[0].Name, unitTest),
                AccuracyTarget = options.Number("accuracy-target", 0, 1, "fraction"),
                ThroughputTarget = options.Number("throughput-target", 0, decimal.MaxValue, "number of requests per second"),
            }
            : null;
        context.Add(subject);
    }
}
