namespace Build.Wiring;

/// <summary>How problems are written.</summary>
internal enum ProblemFormat
{
    Text,
    Json,
    Sarif,
}
