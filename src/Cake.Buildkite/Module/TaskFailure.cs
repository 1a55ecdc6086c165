namespace Cake.Buildkite;

/// <summary>A task that failed, and what it said.</summary>
internal sealed record TaskFailure(string Task, string Message);
