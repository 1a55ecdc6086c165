using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>
/// The build program as an artifact of the build, for agents that cannot compile it. Every step has checksum and job in its own
/// environment, which no job can change: meta-data and an upload's environment are anybody's who runs in the build (facts about a job's
/// environment).
/// </summary>
/// <param name="Variables">Checksums, one for each platform, and the id of the job that uploaded the archives.</param>
internal sealed record SharedProgram(ImmutableArray<KeyValuePair<string, string>> Variables)
{
    // Of the composing job's own platform; with the name of another one behind it, of that one's: BUILDKITECI_PROGRAM_SHA256_linux_arm64.
    private const string Sha256Variable = "BUILDKITECI_PROGRAM_SHA256";

    private const string JobVariable = "BUILDKITECI_PROGRAM_JOB";
    private const int Sha256Length = 64;

    /// <summary>The program that the composing job shares; null: it shares none.</summary>
    public static SharedProgram? Of(IReadOnlyDictionary<string, string> variables) =>
        IsChecksum(variables.GetValueOrDefault(Sha256Variable, ""))
        && variables.GetValueOrDefault(JobVariable) is { Length: > 0 } job
            ? new SharedProgram(
            [
                .. variables
                    .Where(one => IsOfPlatform(one.Key) && IsChecksum(one.Value))
                    .OrderBy(one => one.Key, StringComparer.Ordinal),
                KeyValuePair.Create(JobVariable, job),
            ])
            : null;

    /// <summary>The upload with the variables in every step that runs on an agent.</summary>
    public ComposedUpload NameIn(ComposedUpload upload) =>
        upload.With(document => document with { Steps = [.. document.Steps.Select(NameIn)] });

    private static bool IsOfPlatform(string name) =>
        name == Sha256Variable || name.StartsWith($"{Sha256Variable}_", StringComparison.Ordinal);

    private static bool IsChecksum(string text) => text.Length == Sha256Length && text.All(char.IsAsciiHexDigit);

    private Step NameIn(Step step) =>
        step switch
        {
            GroupStep group => group with { Steps = [.. group.Steps.Select(NameIn)] },
            CommandStep command => command.WithEnv(Variables),
            _ => step,
        };
}
