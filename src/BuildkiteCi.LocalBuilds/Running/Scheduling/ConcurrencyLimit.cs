namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>A concurrency group and how many of its jobs run at once.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Limit">At least 1.</param>
/// <param name="Eager">
/// Whether any job that is ready may go; else they go in the order in which they were made, and a later one waits even for one that is not
/// ready yet.
/// </param>
public sealed record ConcurrencyLimit(string Group, int Limit, bool Eager = false);
