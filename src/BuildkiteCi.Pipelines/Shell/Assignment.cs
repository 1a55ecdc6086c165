namespace BuildkiteCi.Pipelines.Shell;

/// <summary><c>NAME=value</c> before a command or alone.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it is set to: the rest of the word.</param>
public sealed record Assignment(int Start, int End, string Name, Word Value) : ShellNode(Start, End);
