using BuildkiteCi.Core.Text;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>A forecast for people: a line a step, in the order in which they would start.</summary>
public static class ForecastText
{
    private const int MostNames = 4;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(RunForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        foreach (var step in forecast.Steps)
        {
            var group = step.Step.Plan.Group is { } known ? $"{known.Label} › " : "";
            var jobs = step.Step.Jobs.Length > 1 ? $" ({step.Step.Jobs.Length} jobs)" : "";
            var name = TerminalText.Plain($"{group}{step.Step.Label}{(step.Step.Plan.Key is { } key && key.Text != step.Step.Label ? $" [{key}]" : "")}{jobs}");
            yield return step.Wave is { } wave ? $"{wave,4} {name}{Waits(step)}" : $"   {StepGlyph.Of(Store.StepEnd.LeftOut)} {name}: {TerminalText.Plain(step.NotRun ?? "")}";
        }

        var runs = forecast.Steps.Where(step => step.Wave is not null).ToList();
        yield return $"{runs.Sum(step => step.Step.Jobs.Length)} jobs of {runs.Count(step => !step.Step.Jobs.IsEmpty)} steps would run, in the order of the numbers where there is room; {forecast.Steps.Length - runs.Count} steps would not. Steps may upload more.";
    }

    private static string Waits(ForecastStep step)
    {
        if (step.WaitsFor.IsEmpty) return "";
        var names = step.WaitsFor.Select(name => name == "wait" ? "the steps above the wait" : name).Distinct(StringComparer.Ordinal).ToList();
        return $" <- {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
    }
}
