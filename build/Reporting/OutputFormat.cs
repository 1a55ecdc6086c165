namespace Build.Reporting;

/// <summary>For whom a task writes.</summary>
internal enum OutputFormat
{
    /// <summary>For people, on a terminal.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For people, in a browser.</summary>
    Html,

    /// <summary>For code hosts and editors.</summary>
    Sarif,
}
