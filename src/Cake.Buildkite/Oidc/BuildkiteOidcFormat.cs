namespace Cake.Buildkite;

/// <summary>How a token is printed.</summary>
public enum BuildkiteOidcFormat
{
    /// <summary>The bare token.</summary>
    Jwt,

    /// <summary>A JSON object as Google's workload identity federation reads it.</summary>
    Gcp,
}
