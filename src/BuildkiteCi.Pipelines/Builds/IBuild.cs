using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Builds;

/// <summary>The build that this run belongs to: Buildkite's, through its agent, or the local one.</summary>
/// <remarks>
/// Both implementations pass the same tests. A call that the world fails (agent gone, disk full) throws <see cref="BuildException"/> with a
/// message for people; repeating what is safe to repeat is the implementation's affair.
/// </remarks>
public interface IBuild
{
    /// <summary>Sets a value for the whole build; the last writer wins.</summary>
    /// <param name="key">Not blank.</param>
    /// <param name="value">Not blank, at most 100 kB.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken);

    /// <summary>The value under a key, or null where the build has none.</summary>
    Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken);

    /// <summary>All keys that have a value, in ordinal order.</summary>
    Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken);

    /// <summary>How the newest try of a step ended, or null where the step has not run or is in no upload.</summary>
    Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken);

    /// <summary>Whether a step is in the build and has not ended yet. One that was never started, because something before it failed, has
    /// ended.</summary>
    Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken);

    /// <summary>Adds steps to the build. An upload is taken whole or not at all.</summary>
    Task UploadAsync(Upload upload, CancellationToken cancellationToken);

    /// <summary>Keeps a file with the build.</summary>
    /// <param name="path">The file, relative to the root; the name under which it is found again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task UploadArtifactAsync(string path, CancellationToken cancellationToken);

    /// <summary>Shows a note on the build's page, in place of an earlier one with the same context.</summary>
    Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken);
}
