namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>A line of a log without what terminals and CI put around it.</summary>
/// <param name="Number">Line of the file, from 1.</param>
/// <param name="Text">Trimmed.</param>
internal readonly record struct ConsoleLine(int Number, string Text);
