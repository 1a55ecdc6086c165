using BuildkiteCi.Composing.Builds.Facts;

namespace BuildkiteCi.Composing.Settings;

/// <summary>All that decides which parts a build has.</summary>
/// <param name="Facts">What it is and changes.</param>
/// <param name="Environment">The variables of the job that composes it.</param>
public sealed record BuildSituation(BuildInputs Facts, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The branch that is built, or the tag; empty where the environment names none.</summary>
    public string Branch => Environment.GetValueOrDefault("BUILDKITE_BRANCH", "");
}
