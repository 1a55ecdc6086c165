using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>What a metric is counted in. A closed set.</summary>
public sealed record MetricUnit
{
    /// <summary>Requests, drafts: things.</summary>
    public static readonly MetricUnit Count = new("");

    /// <summary>Tokens.</summary>
    public static readonly MetricUnit Tokens = new("tok");

    /// <summary>Seconds.</summary>
    public static readonly MetricUnit Seconds = new("s");

    /// <summary>Milliseconds.</summary>
    public static readonly MetricUnit Milliseconds = new("ms");

    /// <summary>Requests a second.</summary>
    public static readonly MetricUnit RequestsPerSecond = new("req/s");

    /// <summary>Inputs a second (embeddings).</summary>
    public static readonly MetricUnit InputsPerSecond = new("inputs/s");

    /// <summary>Tokens a second.</summary>
    public static readonly MetricUnit TokensPerSecond = new("tok/s");

    /// <summary>0 to 100.</summary>
    public static readonly MetricUnit Percent = new("%");

    /// <summary>0 to 1.</summary>
    public static readonly MetricUnit Fraction = new("fraction");

    /// <summary>One quantity in terms of another of the same kind.</summary>
    public static readonly MetricUnit Ratio = new("x");

    private MetricUnit(string symbol) => Symbol = symbol;

    /// <summary>How it is written behind a value and in the client's brackets; empty for things.</summary>
    public string Symbol { get; }

    /// <summary>All units.</summary>
    public static ImmutableArray<MetricUnit> All { get; } =
        [Count, Tokens, Seconds, Milliseconds, RequestsPerSecond, InputsPerSecond, TokensPerSecond, Percent, Fraction, Ratio];

    /// <summary>The unit that is written like this, or null.</summary>
    public static MetricUnit? Parse(string symbol) => All.FirstOrDefault(unit => unit.Symbol == symbol);

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
