namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A piece of a script.</summary>
/// <param name="Start">Index of its first character in the script's text.</param>
/// <param name="End">Index behind its last character.</param>
public abstract record ShellNode(int Start, int End);
