using System.Text.Json.Serialization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>All verdicts of all releases and the newest night, a letter each: with them the compare page shows what changed between any
/// two.</summary>
/// <param name="Titles">The editions, oldest first.</param>
/// <param name="Reasons">The reasons that verdicts have.</param>
/// <param name="Subjects">Name, <c>m</c> or <c>f</c>, and page of each subject.</param>
/// <param name="Rows">The subject's number, the generation, the implementation, a look's letter for each edition, a reason's number for
/// each, in base 36 with <c>0</c> for none.</param>
internal sealed record CompareData(string[] Titles, string[] Reasons, string[][] Subjects, string[][] Rows)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>The editions that can be compared.</summary>
    public static Edition[] Editions(SupportHistory history) =>
        [.. history.Releases, .. history.NewestNight is { } night ? [night] : Array.Empty<Edition>()];

    /// <summary>The data of a site.</summary>
    public static CompareData Of(SiteContent content)
    {
        var history = content.History;
        var editions = Editions(history);
        var reasons = new List<string> { "" };
        var rows = new List<string[]>();
        foreach (var (number, subject) in history.Subjects.Index())
        {
            foreach (var implementation in history.Implementations)
            {
                foreach (var generation in history.Generations)
                {
                    var verdicts = editions.Select(edition => subject.At(edition, implementation, generation)?.Verdict).ToArray();
                    if (verdicts.All(verdict => verdict is null)) continue;
                    rows.Add([
                        $"{number}",
                        generation,
                        implementation,
                        string.Concat(verdicts.Select(verdict => VerdictLook.Of(verdict).Letter)),
                        string.Concat(verdicts.Select(verdict => Reason(reasons, verdict))),
                    ]);
                }
            }
        }

        return new CompareData(
            [.. editions.Select(edition => edition.Title)],
            [.. reasons],
            [
                .. history.Subjects.Select(subject =>
                    new[] { subject.Shown, subject.Kind == SubjectKind.Model ? "m" : "f", content.Address(subject) }
                ),
            ],
            [.. rows]);
    }

    private static char Reason(List<string> reasons, SubjectVerdict? verdict)
    {
        var reason = verdict is null ? "" : verdict.Kind == VerdictKind.Declared ? verdict.ToString() : verdict.Why;
        var at = reasons.IndexOf(reason);
        if (at < 0)
        {
            // There are some twenty of them; what a digit cannot express is shown without its reason.
            if (reasons.Count == Digits.Length) return Digits[0];
            at = reasons.Count;
            reasons.Add(reason);
        }

        return Digits[at];
    }
}

// With the usual encoder, which leaves no character in a text that means anything to HTML or to a script.
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(CompareData))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class SiteJson : JsonSerializerContext;
