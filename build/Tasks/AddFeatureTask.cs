using Build.Options;
using BuildkiteCi.Catalogue;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("AddFeature")]
[TaskDescription("Adds a feature to CI: writes its file into the folder of its category and lists what is left to fill in")]
[Option("feature-name", "NAME", "the feature's name as the matrices show it: 'Speculative Decoding: Eagle3'")]
[Option("category", "CATEGORY", "its matrix; default: '{category}'")]
[Option("group", "GROUP", "the folder below kernel_microbenchmarks: gmm")]
[Option("queue", "QUEUE", "the queue of the machines it is tested on: {queue}; or give --host-scale")]
[Option("host-scale", "small|large", "the small or the large machines of every TPU generation")]
[Option("correctness-command", "COMMAND", "the command that runs its correctness tests; of a parallelism, those on a single host")]
[Option("performance-command", "COMMAND", "the command that runs its performance tests; of a parallelism, those on a single host")]
[Option("force", "", "write the file anew where it is there, and show what changes")]
public sealed class AddFeatureTask : AsyncFrostingTask<BuildContext>
{
    public override Task RunAsync(BuildContext context) => context.AddAsync(SubjectKind.Feature);
}
