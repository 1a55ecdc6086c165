namespace BuildkiteCi.Pipelines.Shell;

/// <summary>The text of a here-document.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index of the line with the delimiter.</param>
/// <param name="Delimiter">The word that ends it.</param>
/// <param name="IsQuoted">Whether the shell leaves the text alone.</param>
/// <param name="StripsTabs">Whether tabs at the start of its lines are removed.</param>
/// <param name="IsClosed">Whether the delimiter was found; bash takes a document up to the script's end with a warning.</param>
public sealed record HereDocument(int Start, int End, string Delimiter, bool IsQuoted, bool StripsTabs, bool IsClosed)
    : ShellNode(Start, End);

/// <summary>A here-document whose text has not been reached yet.</summary>
internal sealed class PendingHereDocument(string delimiter, bool quoted, bool stripTabs)
{
    public string Delimiter => delimiter;

    public bool Quoted => quoted;

    public bool StripTabs => stripTabs;

    /// <summary>The document; empty and unclosed where the script ends before its text begins.</summary>
    public HereDocument Document { get; private set; } = new(0, 0, delimiter, quoted, stripTabs, IsClosed: false);

    public void Finish(int start, int end, bool closed) => Document = new HereDocument(start, end, delimiter, quoted, stripTabs, closed);
}
