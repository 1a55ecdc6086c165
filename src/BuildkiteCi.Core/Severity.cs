namespace BuildkiteCi.Core;

/// <summary>How much a <see cref="Diagnostic"/> matters: an error fails the run, a warning and a note are shown.</summary>
public enum Severity
{
    /// <summary>The input cannot be used as it is.</summary>
    Error,

    /// <summary>The input works and probably does not do what its author meant.</summary>
    Warning,

    /// <summary>Something a reader of the input should know.</summary>
    Note,
}
