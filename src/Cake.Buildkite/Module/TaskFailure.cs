namespace Cake.Buildkite;

/// <summary>A task that failed, and what it said.</summary>
/// <param name="Task">Its name.</param>
/// <param name="Message">What it threw.</param>
/// <param name="HasAnnotation">Whether it made an annotation of its own, which shows it better.</param>
internal sealed record TaskFailure(string Task, string Message, bool HasAnnotation = false);
