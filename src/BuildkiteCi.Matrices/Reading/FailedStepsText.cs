namespace BuildkiteCi.Matrices.Reading;

/// <summary>A build's failed steps as lines for a terminal or a log: those of one cause together, then all counts.</summary>
public static class FailedStepsText
{
    // From this many on a reason is written once, above the steps.
    private const int SameCause = 3;

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Of(FailedSteps steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var cause in steps.Steps.GroupBy(step => step.Why, StringComparer.Ordinal).OrderByDescending(cause => cause.Count()))
        {
            if (cause.Count() < SameCause)
            {
                foreach (var step in cause) yield return $"✗ {step.Name}: {step.Why}{Since(step)}{Key(step)}{Link(step)}";
                continue;
            }

            yield return $"✗ {cause.Count()} steps: {cause.Key}";
            foreach (var step in cause) yield return $"    {step.Name}{Since(step)}{Key(step)}{Link(step)}";
        }

        yield return steps.Summary;
    }

    private static string Since(FailedStep step) => step.Nights is { } nights ? $"; {nights}" : "";

    private static string Key(FailedStep step) => step.Test is null ? "" : $" [{step.Key}]";

    private static string Link(FailedStep step) => step.Url is { } url ? $" {url}" : "";
}
