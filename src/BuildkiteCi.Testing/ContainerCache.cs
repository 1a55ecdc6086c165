namespace BuildkiteCi.Testing;

/// <summary>A folder of the machine that is filled before a stage and stored after one that passed: compiled programs that all machines
/// share.</summary>
/// <param name="Folder">Full path on the machine; it can use the job's variables and what the probes found:
/// <c>/mnt/cache/jax${JAX_VERSION}</c>.</param>
/// <param name="Target">Full path in the container; the same as <paramref name="Folder"/> where it is empty.</param>
public sealed record ContainerCache(string Folder, string Target)
{
    /// <summary>The command that fills the folder (<c>$CACHE_FOLDER</c>); null: nothing does. Where it fails the stage starts
    /// cold.</summary>
    public string? Pull { get; init; }

    /// <summary>The command that stores the folder after a stage that passed; null: nothing does. Its failure is reported, and does not
    /// fail the stage.</summary>
    public string? Push { get; init; }
}
