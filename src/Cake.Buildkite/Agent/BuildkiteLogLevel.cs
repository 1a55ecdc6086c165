namespace Cake.Buildkite;

/// <summary>The lowest level that the agent logs. Its order is odd: <see cref="Notice"/> is below <see cref="Info"/>.</summary>
public enum BuildkiteLogLevel
{
    /// <summary>Everything.</summary>
    Debug,

    /// <summary>All but debugging; the agent's own choice.</summary>
    Notice,

    /// <summary>Progress and above.</summary>
    Info,

    /// <summary>Warnings and above.</summary>
    Warn,

    /// <summary>Errors and above.</summary>
    Error,

    /// <summary>The reason for ending only.</summary>
    Fatal,
}
