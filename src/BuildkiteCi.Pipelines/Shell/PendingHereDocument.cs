namespace BuildkiteCi.Pipelines.Shell;

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
