namespace BuildkiteCi.Core;

/// <summary>A line that a process wrote.</summary>
/// <param name="Text">The line without its line end.</param>
/// <param name="IsError">Whether it came on standard error.</param>
public readonly record struct OutputLine(string Text, bool IsError);
