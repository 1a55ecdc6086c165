using System.Text.RegularExpressions;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Finds what differs between two builds.</summary>
public static partial class BuildDifferences
{
    private static readonly char[] Lists = ['\n', ','];

    /// <summary>Everything that differs, once each: exit status, notifications, meta-data, steps, and what the steps are made of.</summary>
    public static IEnumerable<Difference> Of(BuildImage before, BuildImage now)
    {
        if (before.ExitStatus != now.ExitStatus)
            yield return new Difference("exit status", "", "", $"{before.ExitStatus}", $"{now.ExitStatus}");
        foreach (var told in before.Notifications.Except(now.Notifications, StringComparer.Ordinal))
            yield return new Difference("notify", "", "", told, null);
        foreach (var told in now.Notifications.Except(before.Notifications, StringComparer.Ordinal))
            yield return new Difference("notify", "", "", null, told);
        foreach (var key in before.MetaData.Keys.Union(now.MetaData.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (old, made) = (before.MetaData.GetValueOrDefault(key), now.MetaData.GetValueOrDefault(key));
            if (Timeless(old) != Timeless(made) && !SameList(old, made)) yield return new Difference("meta-data", key, "", old, made);
        }

        var own = now.Steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        foreach (var step in before.Steps)
        {
            if (!own.Remove(step.Name, out var made))
            {
                yield return new Difference("step missing", step.Name, "", step.Attributes.GetValueOrDefault("command"), null);
                continue;
            }

            foreach (
                var attribute in step.Attributes.Keys.Union(made.Attributes.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            )
            {
                var (old, changed) = (step.Attributes.GetValueOrDefault(attribute), made.Attributes.GetValueOrDefault(attribute));
                if (Timeless(old) != Timeless(changed)) yield return new Difference("step", step.Name, attribute, old, changed);
            }
        }

        foreach (var step in now.Steps.Where(step => own.ContainsKey(step.Name)))
            yield return new Difference("step added", step.Name, "", null, step.Attributes.GetValueOrDefault("command"));
    }

    // Two builds that are made one after the other are not made in the same second.
    private static string? Timeless(string? text) => text is null ? null : Times().Replace(text, "<time>").TrimEnd();

    // Lists of names and files are sets: their order and a separator at their end tell nothing.
    private static bool SameList(string? before, string? now) =>
        before is not null && now is not null && before.AsSpan().IndexOfAny(Lists) >= 0 | now.AsSpan().IndexOfAny(Lists) >= 0
        && Items(before).SetEquals(Items(now));

    private static HashSet<string> Items(string list) =>
        [
            .. list.Split(
                list.Contains('\n') && !list.TrimEnd().Contains(',') ? '\n' : ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
        ];

    [GeneratedRegex(
        @"\d{8}_\d{6}|\d{4}-\d\d-\d\d-\d\d-\d\d",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Times();
}
