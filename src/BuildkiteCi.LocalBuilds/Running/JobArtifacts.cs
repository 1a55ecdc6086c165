using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Keeps the files that a step names in <c>artifact_paths</c>, whether its command passed or failed.</summary>
/// <param name="world">What it needs of the world.</param>
/// <param name="home">The home folder.</param>
/// <param name="secrets">Masked in the names under which files are kept.</param>
internal sealed class JobArtifacts(RunDependencies world, string home, JobSecrets secrets)
{
    /// <summary>Keeps them, and reports where nothing was found.</summary>
    public async Task KeepAsync(RunStep step, LocalTry started, Action<OutputLine> say, CancellationToken cancellationToken)
    {
        foreach (var pattern in step.ArtifactPaths)
        {
            if (ArtifactGlob.Parse(pattern, home) is not { } glob)
            {
                say(new OutputLine($"artifact_paths: '{pattern}' is no pattern: a bracket or brace is not closed", IsError: true));
                continue;
            }

            var files = glob.Files(world.Root).ToList();
            if (files.Count == 0) say(new OutputLine($"artifact_paths: nothing matches '{pattern}'", IsError: true));
            foreach (var file in files)
                await world.Build.Artifacts.KeepAsync(
                    Path.Combine(world.Root, file),
                    secrets.Of(LocalArtifacts.StoredPath(file)),
                    started.Id,
                    step.Plan.Key?.Text,
                    cancellationToken
                );
        }
    }
}
