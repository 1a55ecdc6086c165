using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>
/// Commands and flags that came later than agent 3.0.0, with the first release that has them: the first tag of the agent's repository in
/// whose sources the flag's name is. What is not listed is older.
/// </summary>
internal static class AgentAges
{
    public static readonly ImmutableArray<AgentAge> All =
    [
        new("", "--log-level", 3, 36, 0),
        new("", "--no-http2", 3, 10, 1),
        new("", "--profile", 3, 13, 1),
        new("", "--trace-http", 3, 82, 0),
        new("annotate", "--priority", 3, 65, 0),
        new("annotate", "--redacted-vars", 3, 95, 0),
        new("annotate", "--scope", 3, 112, 0),
        new("annotation remove", "", 3, 28, 1),
        new("annotation remove", "--scope", 3, 112, 0),
        new("artifact download", "--include-retried-jobs", 3, 15, 2),
        new("artifact download", "--no-s3-multipart-download", 3, 125, 0),
        new("artifact search", "", 3, 23, 0),
        new("artifact search", "--allow-empty-results", 3, 43, 0),
        new("artifact shasum", "--include-retried-jobs", 3, 15, 2),
        new("artifact shasum", "--sha256", 3, 35, 0),
        new("artifact upload", "--concurrency", 3, 127, 2),
        new("artifact upload", "--content-type", 3, 9, 0),
        new("artifact upload", "--delimiter", 3, 110, 0),
        new("artifact upload", "--follow-symlinks", 3, 27, 0),
        new("artifact upload", "--glob-resolve-follow-symlinks", 3, 47, 0),
        new("artifact upload", "--literal", 3, 110, 0),
        new("artifact upload", "--no-multipart-artifact-upload", 3, 83, 0),
        new("artifact upload", "--upload-skip-symlinks", 3, 47, 0),
        new("build cancel", "", 3, 84, 0),
        new("cache restore", "", 3, 111, 0),
        new("cache restore", "--cache-store-url", 3, 128, 0),
        new("cache restore", "--concurrency", 3, 115, 1),
        new("cache restore", "--name", 3, 129, 0),
        new("cache save", "", 3, 111, 0),
        new("cache save", "--cache-store-url", 3, 128, 0),
        new("cache save", "--concurrency", 3, 115, 1),
        new("cache save", "--name", 3, 129, 0),
        new("env dump", "", 3, 43, 0),
        new("env get", "", 3, 45, 0),
        new("env set", "", 3, 45, 0),
        new("env unset", "", 3, 45, 0),
        new("job promise-failure", "", 3, 128, 0),
        new("job update", "", 3, 118, 0),
        new("lock acquire", "", 3, 46, 1),
        new("lock do", "", 3, 46, 1),
        new("lock done", "", 3, 46, 1),
        new("lock get", "", 3, 46, 1),
        new("lock release", "", 3, 46, 1),
        new("meta-data exists", "--build", 3, 46, 0),
        new("meta-data get", "--build", 3, 46, 0),
        new("meta-data keys", "", 3, 13, 1),
        new("meta-data keys", "--build", 3, 46, 0),
        new("meta-data set", "--redacted-vars", 3, 95, 0),
        new("meta-data set-batch", "", 3, 129, 0),
        new("oidc request-token", "", 3, 41, 0),
        new("oidc request-token", "--aws-session-tag", 3, 83, 0),
        new("oidc request-token", "--claim", 3, 44, 0),
        new("oidc request-token", "--format", 3, 107, 0),
        new("oidc request-token", "--skip-redaction", 3, 104, 0),
        new("oidc request-token", "--subject-claim", 3, 121, 0),
        new("pause", "", 3, 96, 0),
        new("pipeline upload", "--apply-if-changed", 3, 99, 0),
        new("pipeline upload", "--changed-files-path", 3, 115, 0),
        new("pipeline upload", "--debug-signing", 3, 74, 1),
        new("pipeline upload", "--dry-run", 3, 2, 1),
        new("pipeline upload", "--fetch-diff-base", 3, 117, 0),
        new("pipeline upload", "--format", 3, 50, 0),
        new("pipeline upload", "--git-diff-base", 3, 99, 0),
        new("pipeline upload", "--jwks-file", 3, 59, 0),
        new("pipeline upload", "--jwks-key-id", 3, 59, 0),
        new("pipeline upload", "--no-interpolation", 3, 1, 1),
        new("pipeline upload", "--redacted-vars", 3, 34, 0),
        new("pipeline upload", "--reject-parse-warnings", 3, 130, 0),
        new("pipeline upload", "--reject-secrets", 3, 34, 1),
        new("pipeline upload", "--signing-aws-kms-key", 3, 80, 0),
        new("pipeline upload", "--signing-gcp-kms-key", 3, 121, 0),
        new("redactor add", "", 3, 66, 0),
        new("redactor add", "--apply-vars-filter", 3, 129, 0),
        new("redactor add", "--redacted-vars", 3, 129, 0),
        new("resume", "", 3, 96, 0),
        new("secret get", "", 3, 64, 0),
        new("secret get", "--format", 3, 107, 0),
        new("secret get", "--job", 3, 66, 0),
        new("secret get", "--skip-redaction", 3, 66, 0),
        new("step cancel", "", 3, 85, 0),
        new("step cancel", "--force-grace-period-seconds", 3, 86, 0),
        new("step get", "", 3, 15, 0),
        new("step update", "", 3, 6, 0),
        new("step update", "--build", 3, 15, 0),
        new("step update", "--redacted-vars", 3, 95, 0),
        new("step update", "--step", 3, 15, 0),
        new("stop", "", 3, 93, 0),
        new("tool keygen", "", 3, 57, 0),
        new("tool keygen", "--private-jwks-file", 3, 59, 0),
        new("tool keygen", "--public-jwks-file", 3, 59, 0),
        new("tool sign", "", 3, 58, 0),
        new("tool sign", "--debug-signing", 3, 74, 1),
        new("tool sign", "--graphql-endpoint", 3, 74, 1),
        new("tool sign", "--graphql-token", 3, 59, 0),
        new("tool sign", "--jwks-file", 3, 59, 0),
        new("tool sign", "--jwks-key-id", 3, 59, 0),
        new("tool sign", "--no-confirm", 3, 59, 0),
        new("tool sign", "--signing-aws-kms-key", 3, 80, 0),
        new("tool sign", "--signing-gcp-kms-key", 3, 121, 0),
        new("tool sign", "--update", 3, 59, 0),
        new("workdir set", "", 3, 128, 0),
    ];

    /// <summary>What of a call needs the newest agent; null: every agent of major 3 or 4 has all of it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    public static AgentAge? YoungestOf(string command, IEnumerable<string> arguments) =>
        OfCall(command, arguments).MaxBy(age => (age.Since.Major, age.Since.Minor, age.Since.Patch));

    /// <summary>What a usage error is about: the flag that it names, else the command, else the youngest part of the call.</summary>
    public static AgentAge? Refused(string command, IReadOnlyCollection<string> arguments, string message)
    {
        var ages = OfCall(command, arguments).ToList();
        // Go's flag packages name the flag with one dash or two, behind the colon.
        var named = message.Split([' ', ':', '\'', '"', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith('-'))
            .Select(word => $"--{word.TrimStart('-').Split('=')[0]}").ToHashSet(StringComparer.Ordinal);
        return ages.Find(age => named.Contains(age.Flag))
            ?? (named.Count > 0 ? null : ages.Find(age => age.Flag.Length == 0) ?? YoungestOf(command, arguments));
    }

    private static IEnumerable<AgentAge> OfCall(string command, IEnumerable<string> arguments)
    {
        var flags = arguments.TakeWhile(argument => argument != "--").Where(argument => argument.StartsWith("--", StringComparison.Ordinal))
            .Select(argument => argument.Split('=')[0]).Append("").ToHashSet(StringComparer.Ordinal);
        return All.Where(age => (age.Command.Length == 0 || age.Command == command) && flags.Contains(age.Flag));
    }
}
