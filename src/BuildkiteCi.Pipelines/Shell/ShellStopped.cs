namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Ends the reading of a script at its first error, as bash does.</summary>
internal sealed class ShellStopped(ShellProblem problem) : Exception(problem.Message)
{
    public ShellProblem Problem { get; } = problem;
}
