using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>Tells the result of a test step that states it without testing anything.</summary>
internal static class KnownResult
{
    private const string TestTarget = "--target=RunTpuTests";

    /// <summary>The meta-data that the step sets where that is all it does, the result under its own key; null for a step that has to
    /// run.</summary>
    public static ImmutableDictionary<string, string>? Of(StageStep stage)
    {
        var own = stage.Key.Text;
        if (stage.RecordedBy is null && IsUnfilled(stage))
            return ImmutableDictionary<string, string>.Empty.Add(own, StageRunner.Unverified);
        return DeclaredResults.Of(stage.Step.Command) is { } stated && stated.ContainsKey(own) ? stated : null;
    }

    /// <summary>Whether the step only reports that it has no result.</summary>
    public static bool SaysNothing(StageStep stage) => Of(stage) is { } stated && stated[stage.Key.Text].Trim() == StageRunner.Unverified;

    /// <summary>The status that a stated text means.</summary>
    public static Status StatusOf(string text) => StageResult.Of("", outcome: null, text).Status;

    // What RunTpuTests would find, and state.
    private static bool IsUnfilled(StageStep stage) =>
        stage.Step.Command.Split(' ', '\n').Contains(TestTarget)
        && !StageJob.Runs(stage.Step.Env.FirstOrDefault(variable => variable.Key == "TEST_COMMAND").Value ?? "");
}
