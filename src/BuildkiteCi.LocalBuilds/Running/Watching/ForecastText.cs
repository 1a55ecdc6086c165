using BuildkiteCi.Core.Text;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>A forecast for people: a line a step, in the order in which they would start.</summary>
public static class ForecastText
{
    private const int MostNames = 4;

    // Of steps that do not run for one reason.
    private const int MostLeftOut = 5;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(RunForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        var runs = forecast.Steps.Where(step => step.Wave is not null).ToList();
        foreach (var step in runs) yield return $"{step.Wave,4} {Name(step)}{Waits(step)}";
        foreach (var reason in forecast.Steps.Where(step => step.Wave is null).GroupBy(step => step.NotRun, StringComparer.Ordinal))
        {
            var names = reason.Select(Name).ToList();
            yield return $"   {StepGlyph.Of(Store.StepEnd.LeftOut)} {(names.Count == 1 ? names[0] : $"{names.Count} steps")}: "
                + $"{TerminalText.Plain(reason.Key ?? "")}";
            if (names.Count == 1) continue;
            foreach (var name in names.Take(MostLeftOut)) yield return $"       {name}";
            if (names.Count > MostLeftOut) yield return $"       … and {names.Count - MostLeftOut} more";
        }

        yield return $"{runs.Sum(step => step.Step.Jobs.Length)} jobs of {runs.Count(step => !step.Step.Jobs.IsEmpty)} steps would run, in "
            + $"the order of the numbers where there is room; {forecast.Steps.Length - runs.Count} steps would not. Steps may upload more.";
    }

    private static string Name(ForecastStep step)
    {
        var group = step.Step.Plan.Group is { } known ? $"{known.Shown} › " : "";
        var jobs = step.Step.Jobs.Length > 1 ? $" ({step.Step.Jobs.Length} jobs)" : "";
        return TerminalText.Plain(
            $"{group}{step.Step.Shown}{(step.Step.Plan.Key is { } key && key.Text != step.Step.Label ? $" [{key}]" : "")}{jobs}"
        );
    }

    private static string Waits(ForecastStep step)
    {
        if (step.WaitsFor.IsEmpty) return "";
        var names = step
            .WaitsFor.Select(name => name == "wait" ? "the steps above the wait" : name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return $" <- {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
    }
}
