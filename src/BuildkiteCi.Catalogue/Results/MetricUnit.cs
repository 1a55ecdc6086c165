using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>What a metric is counted in. The ten of <see cref="All"/> are known; any other is kept as it is written, and decides
/// nothing.</summary>
public sealed record MetricUnit
{
    /// <summary>Requests, drafts: things.</summary>
    public static readonly MetricUnit Count = new("", Better.Neither);

    /// <summary>Tokens.</summary>
    public static readonly MetricUnit Tokens = new("tok", Better.Neither);

    /// <summary>Seconds.</summary>
    public static readonly MetricUnit Seconds = new("s", Better.Lower);

    /// <summary>Milliseconds.</summary>
    public static readonly MetricUnit Milliseconds = new("ms", Better.Lower);

    /// <summary>Requests a second.</summary>
    public static readonly MetricUnit RequestsPerSecond = new("req/s", Better.Higher);

    /// <summary>Inputs a second (embeddings).</summary>
    public static readonly MetricUnit InputsPerSecond = new("inputs/s", Better.Higher);

    /// <summary>Tokens a second.</summary>
    public static readonly MetricUnit TokensPerSecond = new("tok/s", Better.Higher);

    /// <summary>0 to 100.</summary>
    public static readonly MetricUnit Percent = new("%", Better.Higher);

    /// <summary>0 to 1.</summary>
    public static readonly MetricUnit Fraction = new("fraction", Better.Higher);

    /// <summary>One quantity in terms of another of the same kind.</summary>
    public static readonly MetricUnit Ratio = new("x", Better.Higher);

    private MetricUnit(string symbol, Better usuallyBetter)
    {
        Symbol = symbol;
        UsuallyBetter = usuallyBetter;
    }

    /// <summary>How it is written in files and in the client's brackets; empty for things.</summary>
    public string Symbol { get; }

    /// <summary>Which way a metric of this unit gets better that does not know it better itself: rates and shares upwards, times
    /// downwards.</summary>
    public Better UsuallyBetter { get; }

    /// <summary>All known units.</summary>
    public static ImmutableArray<MetricUnit> All { get; } =
        [Count, Tokens, Seconds, Milliseconds, RequestsPerSecond, InputsPerSecond, TokensPerSecond, Percent, Fraction, Ratio];

    /// <summary>The unit that is written like this, or null.</summary>
    public static MetricUnit? Parse(string symbol) => All.FirstOrDefault(unit => unit.Symbol == symbol);

    /// <summary>The unit that is written like this, known or not.</summary>
    public static MetricUnit Of(string symbol) => Parse(symbol) ?? new MetricUnit(symbol, Better.Neither);

    /// <summary>A number as people read it, with this unit behind it: <c>11.42 req/s</c>. A fraction and a count stand alone.</summary>
    public string Text(string number) => Symbol.Length == 0 || this == Fraction ? number : $"{number} {Symbol}";

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
