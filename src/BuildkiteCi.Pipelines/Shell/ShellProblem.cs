namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Why bash does not take a script.</summary>
/// <param name="Offset">Where the trouble starts: an unclosed quote's opening, a word that cannot stand there.</param>
/// <param name="Kind">What kind of trouble it is.</param>
/// <param name="Message">What is wrong; no line break, no full stop.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record ShellProblem(int Offset, ShellProblemKind Kind, string Message, string Fix);

/// <summary>Ends the reading of a script at its first error, as bash does.</summary>
internal sealed class ShellStopped(ShellProblem problem) : Exception(problem.Message)
{
    public ShellProblem Problem { get; } = problem;
}
