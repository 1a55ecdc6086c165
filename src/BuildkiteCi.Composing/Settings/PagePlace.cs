
namespace BuildkiteCi.Composing.Settings;

/// <summary>Where a listed pipeline's steps are on the build's page.</summary>
public enum PagePlace
{
    /// <summary>Above the catalogue's groups.</summary>
    Above,

    /// <summary>Below the catalogue's groups and the benchmark cases.</summary>
    Below,

    /// <summary>Below everything, what judges and publishes the results too.</summary>
    End,
}
