using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>One combination of a matrix's values: what one job is run with.</summary>
/// <param name="Names">The dimensions' names.</param>
/// <param name="Values">The value in each.</param>
/// <param name="SkipReason">Why an adjustment leaves it out: null where none does, empty where no reason is given.</param>
public sealed record MatrixCombination(ImmutableArray<string> Names, ImmutableArray<string> Values, string? SkipReason)
{
    /// <summary>Whether an adjustment leaves it out.</summary>
    public bool IsSkipped => SkipReason is not null;

    /// <summary>When a failure of it does not fail the build; null: as the step says.</summary>
    public SoftFail? SoftFail { get; init; }

    /// <summary>The text with <c>{{matrix}}</c> and <c>{{matrix.NAME}}</c> replaced; other text in braces stays.</summary>
    public string Apply(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal)) return text;
        for (var i = 0; i < Names.Length; i++)
        {
            var token = Names[i].Length == 0 ? "matrix" : $"matrix.{Names[i]}";
            text = text.Replace($"{{{{{token}}}}}", Values[i], StringComparison.Ordinal).Replace($"{{{{ {token} }}}}", Values[i], StringComparison.Ordinal);
        }

        return text;
    }
}
