namespace BuildkiteCi.Pipelines.Shell;

/// <summary>How a pair of quotes or brackets is read (the P_ flags of parse_matched_pair).</summary>
[Flags]
internal enum PairRules
{
    None = 0,

    /// <summary>Within double quotes.</summary>
    InDoubleQuotes = 1,

    /// <summary>The first closing character ends it, however many have opened.</summary>
    FirstClose = 2,

    /// <summary><c>${…}</c>.</summary>
    Parameter = 4,

    /// <summary>Arithmetic.</summary>
    Arithmetic = 8,

    /// <summary>An array's index.</summary>
    Index = 16,

    /// <summary><c>$'…'</c>, in which a backslash escapes.</summary>
    Escapes = 32,

    /// <summary>Backquotes.</summary>
    Command = 64,
}
