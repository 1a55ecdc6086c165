using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("CheckResults")]
[TaskDescription("Lists the steps that failed, why, since when, and their jobs; fails if any did")]
[Option("step-keys", "a,b", "the steps to check; default: every test step of the catalogue")]
public sealed class CheckResultsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var named = context.Options.Has("step-keys") ? Keys(context) : [];
        context.Options.Check();
        var implementation = context.Implementation();
        var tests = context.Questions(implementation).Steps;
        var keys = named.IsEmpty ? [.. tests.Select(step => step.Key)] : named;

        using var held = context.ShareState("CheckResults");
        var build = new ThrottledBuildReader(context.Build, ReadingPace.Usual, context.Time);
        var failed = await FailedSteps.ReadAsync(build, keys, context.Variables.GetValueOrDefault("BUILDKITE_BUILD_URL"), context.Stopping);
        failed = context.WithNights(failed.Named(tests));
        foreach (var line in FailedStepsText.Of(failed)) context.Say(line);
        await context.Build.AnnotateAsync(FailedStepsNote.Of(failed), context.Stopping);
        if (!failed.Steps.IsEmpty) throw new CakeException(1, $"{failed.Steps.Length} of {failed.Asked} steps failed; see above");
    }

    private static ImmutableArray<StepKey> Keys(BuildContext context)
    {
        var names = context.Options.Names("step-keys");
        foreach (var name in names.Where(name => StepKey.Parse(name) is null))
            context.Options.Wrong("step-keys", $"'{name}' cannot be a step's key");
        return [.. names.Select(StepKey.Parse).OfType<StepKey>()];
    }
}
