using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Reading;

namespace Build.Wiring;

/// <summary>What the results files in the repository tell of steps that failed.</summary>
internal static class StepNights
{
    // Two weeks: long enough to tell flaky from broken, short enough to be about today's test.
    private const int Counted = 14;

    /// <summary>The failed steps with how their stages did on the last nights; as they are where no night was published.</summary>
    public static FailedSteps WithNights(this BuildContext context, FailedSteps failed)
    {
        if (failed.Steps.IsEmpty) return failed;
        var implementation = context.Implementation();
        var builder = new SupportHistoryBuilder(context.Settings.Matrices);
        context.Show(new PublishedResults(context.Files).AddTo(builder, null, implementation.Name));
        var history = builder.Build();
        if (history.Nights.IsEmpty) return failed;
        var steps = context.Questions(implementation).Steps.DistinctBy(step => step.Key).ToImmutableDictionary(step => step.Key);
        return failed.WithNights(key => steps.TryGetValue(key, out var step) ? Words(history, step, implementation.Name) : null);
    }

    private static string? Words(SupportHistory history, TestStep step, string implementation)
    {
        var subject = history.Subject(SubjectKind.Model, step.Subject) ?? history.Subject(SubjectKind.Feature, step.Subject);
        var stage = subject?.Definition.Stages.IndexOf(step.Stage.Name) ?? -1;
        return stage < 0
            ? null
            : subject!.Nights(implementation, step.Generation.Name, stage).Last(history.Nights, implementation, Counted).Words();
    }
}
