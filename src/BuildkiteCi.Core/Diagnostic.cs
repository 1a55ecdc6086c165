namespace BuildkiteCi.Core;

/// <summary>One problem found in an input: what is wrong, where, and what to do.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Location">Where the offending text is.</param>
/// <param name="Message">What is wrong, quoting the offending value; no line break, no full stop.</param>
/// <param name="Fix">What to do about it; no line break, no full stop.</param>
public sealed record Diagnostic(Rule Rule, SourceLocation Location, string Message, string Fix)
{
    /// <summary>Error, warning or note; the rule's own unless a run is stricter.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>How to mend it where there is one safe way; null where somebody has to decide.</summary>
    public TextEdit? Edit { get; init; }

    /// <summary><c>PATH:LINE:COLUMN: error CODE: what is wrong; what to do</c>.</summary>
    public override string ToString() =>
        $"{Location}: {Word(Severity)} {Rule.Code}: {Message}; {Fix}";

    /// <summary>The severity as it is written in text, JSON and SARIF: <c>error</c>, <c>warning</c>, <c>note</c>.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}

/// <summary>The one safe way to mend a problem: a text of a file that becomes another.</summary>
/// <param name="Location">Where the old text is; a quotation mark may stand before it.</param>
/// <param name="Old">What is there, on one line; empty for an insertion.</param>
/// <param name="New">What should stand there, on one line.</param>
public sealed record TextEdit(SourceLocation Location, string Old, string New);
