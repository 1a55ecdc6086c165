namespace BuildkiteCi.Core;

/// <summary>A text file as it was read, not yet understood.</summary>
/// <param name="Path">Relative to the root, with forward slashes; what diagnostics name.</param>
/// <param name="Text">The whole text, with its own line ends, without a byte order mark.</param>
public sealed record SourceFile(string Path, string Text);
