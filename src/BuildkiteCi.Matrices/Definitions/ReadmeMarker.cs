namespace BuildkiteCi.Matrices.Definitions;

/// <summary>A pair of markers in a README that has a name of its own, beside those that are called like their matrix.</summary>
/// <param name="Name">As the README writes it: <c>nightly_model_support</c>.</param>
/// <param name="Matrix">The matrix between the markers, by its <see cref="MatrixDefinition.Key"/> or
/// <see cref="MatrixDefinition.ShortKey"/>; empty where the content is of none.</param>
public sealed record ReadmeMarker(string Name, string Matrix)
{
    /// <summary>Whether only releases are shown there, or only nightly builds; null: whatever is published last.</summary>
    public bool? IsRelease { get; init; }

    /// <summary>What is between the markers.</summary>
    public MarkerContent Content { get; init; }
}
