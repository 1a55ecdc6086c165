using Build.Options;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Testing.Recording;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RecordResult")]
[TaskDescription("Records a test step's result for the matrices; fails where the test failed")]
[Option("step-key", "KEY", "the test step; CI_TPU_VERSION, CI_TARGET, CI_STAGE and CI_CATEGORY of the environment say what it tests")]
public sealed class RecordResultTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var text = context.Options.Required("step-key", "the key of the test step");
        var step = StepKey.Parse(text);
        if (step is null && text.Length > 0) context.Options.Wrong("step-key", $"'{text}' cannot be a step's key");
        context.Options.Check();

        using var held = context.ShareState("RecordResult");
        var record = context.Report(RecordEnvironment.Read(context.Variables, context.Settings.Fleet, context.Settings.Folders));
        var result = await record.RecordAsync(context.Build, step!, context.Stopping);
        context.Say(
            $"{record.Stage} of {record.Subject} on {record.Generation}: {result.Status}{(result.Note is { } note ? $" ({note})" : "")}"
        );
        if (result.Status == Status.Failing)
            throw new CakeException(1, $"step '{step}' failed{(result.Note is { } why ? $": {why}" : "")}");
    }
}
