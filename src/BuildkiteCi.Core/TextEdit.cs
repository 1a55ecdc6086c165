namespace BuildkiteCi.Core;

/// <summary>The one safe way to mend a problem: a text of a file that becomes another.</summary>
/// <param name="Location">Where the old text is; a quotation mark may stand before it.</param>
/// <param name="Old">What is there, on one line; empty for an insertion.</param>
/// <param name="New">What should stand there, on one line.</param>
public sealed record TextEdit(SourceLocation Location, string Old, string New);
