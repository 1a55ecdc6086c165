using Build.Options;
using BuildkiteCi.Catalogue;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("AddModel")]
[TaskDescription("Adds a model to CI: writes .buildkite/models/<name>.yml and lists what is left to fill in")]
[Option("model-name", "NAME", "the model's full Hugging Face name: meta-llama/Llama-3.1-8B")]
[Option("any-name", "", "take a name that is none on Hugging Face: a local path, a bucket")]
[Option("queue", "QUEUE", "the queue of the machines it is tested on: {queue}; or give --host-scale")]
[Option("host-scale", "small|large", "the small or the large machines of every TPU generation")]
[Option(
    "type",
    "tpu-optimized|vllm-native",
    "whose definition is served: rewritten for TPU (the default; it is benchmarked) or vLLM's own"
)]
[Option("category", "CATEGORY", "{model-categories}; default: the first")]
[Option("unit-test-command", "COMMAND", "the command that runs its unit tests")]
[Option("accuracy-target", "FRACTION", "the score to reach, from 0 to 1")]
[Option("throughput-target", "NUMBER", "the throughput to reach, in requests per second")]
[Option("force", "", "write the file anew where it is there, and show what changes")]
public sealed class AddModelTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => context.AddAsync(SubjectKind.Model);
}
