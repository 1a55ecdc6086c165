namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Ends a reading whose rest cannot be understood; never leaves <see cref="YamlReading"/>.</summary>
internal sealed class ReadingStopped(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>Why.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
