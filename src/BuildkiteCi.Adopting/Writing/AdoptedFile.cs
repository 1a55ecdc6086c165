namespace BuildkiteCi.Adopting.Writing;

/// <summary>A file that Adopt writes, changes or removes.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Before">As it is; null: it is not there.</param>
/// <param name="After">As it will be; null: it is removed.</param>
public sealed record AdoptedFile(string Path, string? Before, string? After)
{
    /// <summary>Whether it is a program that can be started.</summary>
    public bool IsProgram => Path.EndsWith(".sh", StringComparison.Ordinal);
}
