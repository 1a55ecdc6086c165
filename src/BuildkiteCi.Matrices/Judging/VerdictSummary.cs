using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>A generation's verdicts in one line: <c>models: 12 work, 3 limited, 1 fails; features: 30 work</c>.</summary>
public static class VerdictSummary
{
    private static readonly (VerdictKind Kind, string One, string Many)[] Words =
    [
        (VerdictKind.Works, "works", "work"),
        (VerdictKind.Limited, "limited", "limited"),
        (VerdictKind.Fails, "fails", "fail"),
        (VerdictKind.TooLarge, "too large", "too large"),
        (VerdictKind.Declared, "declared", "declared"),
        (VerdictKind.NotApplicable, "not applicable", "not applicable"),
        (VerdictKind.Untested, "untested", "untested"),
    ];

    /// <summary>The line.</summary>
    public static string Of(MatrixDefinitions definitions, GenerationResults results)
    {
        var kinds = from subject in results.Subjects
                    let definition = definitions.Of(subject.Kind, subject.Category)
                    where definition is not null
                    group VerdictRules.Of(definition, subject).Kind by subject.Kind into verdicts
                    orderby verdicts.Key != SubjectKind.Model
                    select $"{(verdicts.Key == SubjectKind.Model ? "models" : "features")}: {Counts([.. verdicts])}";
        var text = string.Join("; ", kinds);
        return results.HasResults ? text : text.Length == 0 ? GenerationResults.NoResults : $"{GenerationResults.NoResults}; {text}";
    }

    private static string Counts(VerdictKind[] verdicts) => string.Join(", ",
        from word in Words
        let count = verdicts.Count(kind => kind == word.Kind)
        where count > 0
        select $"{count} {(count == 1 ? word.One : word.Many)}");
}
