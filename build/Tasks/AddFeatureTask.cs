using Build.Options;
using BuildkiteCi.Catalogue;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("AddFeature")]
[TaskDescription("Adds a feature to CI: writes its file into the folder of its category and lists what is left to fill in")]
[Option("feature-name", "NAME", "the feature's name as the matrices show it: 'Speculative Decoding: Eagle3'")]
[Option("category", "CATEGORY", "its matrix; default: 'feature support matrix'")]
[Option("group", "GROUP", "the folder below kernel_microbenchmarks: gmm")]
[Option("queue", "QUEUE", "the queue of the machines it is tested on: tpu_v6e_queue; or give --host-scale")]
[Option("host-scale", "small|large", "the small or the large machines of every TPU generation")]
[Option("correctness-command", "COMMAND", "the command that runs its correctness tests")]
[Option("performance-command", "COMMAND", "the command that runs its performance tests")]
[Option("force", "", "write the file anew where it is there")]
public sealed class AddFeatureTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var folder = new NewSubjectOptions(context).FeatureFolder();
        var subject = new NewSubjectOptions(context).Read("feature-name", "the feature's name as the matrices show it", folder);
        if (subject is not null)
            subject = subject with { Commands = subject.Commands.AddRange(Command(options, "correctness", folder).Concat(Command(options, "performance", folder))) };
        context.Add(subject);
    }

    // A parallelism has two stages of each sort. The command is the single host's; what several hosts run is something else.
    private static IEnumerable<KeyValuePair<string, string>> Command(TaskOptions options, string sort, CatalogueFolder folder) =>
        options.Text($"{sort}-command") is { } command && folder.Stages.FirstOrDefault(stage => stage.Name.Contains(sort, StringComparison.OrdinalIgnoreCase)) is { } stage
            ? [KeyValuePair.Create(stage.Name, command)]
            : [];
}
