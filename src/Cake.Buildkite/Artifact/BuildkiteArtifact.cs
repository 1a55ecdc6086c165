using System.Collections.Immutable;
using System.Globalization;

namespace Cake.Buildkite;

/// <summary>A file that is kept with a build.</summary>
/// <param name="Id">Buildkite's id of it.</param>
/// <param name="Path">The path under which it was uploaded, with forward slashes.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="JobId">The job that uploaded it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha1">Hexadecimal.</param>
/// <param name="Sha256">Hexadecimal; empty where the uploading agent was too old to take it.</param>
/// <param name="Address">Where it can be fetched from.</param>
public sealed record BuildkiteArtifact(
    string Id, string Path, DateTimeOffset CreatedAt, string JobId, long Size, string Sha1, string Sha256, string Address)
{
    // Control characters that no path holds in practice, and that the agent neither trims nor escapes.
    private const char Field = '\u001f';
    private const char Record = '\u001e';

    /// <summary>The format in which <see cref="ParseAll"/> reads what the agent prints.</summary>
    internal static readonly string Format = string.Join(Field, "%i", "%p", "%c", "%j", "%s", "%S", "%T", "%u") + Record;

    /// <exception cref="BuildkiteAgentException">The text is not in that format.</exception>
    internal static ImmutableArray<BuildkiteArtifact> ParseAll(string text) =>
        [.. text.Split(Record, StringSplitOptions.RemoveEmptyEntries).Where(record => record.Contains(Field)).Select(Parse)];

    private static BuildkiteArtifact Parse(string record) =>
        record.Split(Field) is [var id, var path, var created, var job, var bytes, var sha1, var sha256, var address]
        && DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, out var createdAt)
        && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new(id, path, createdAt, job, size, sha1, sha256, address)
            : throw new BuildkiteAgentException(
                "artifact search", BuildkiteAgentFault.Failed, 0,
                $"'{record.Replace(Field, ' ')}' is not in the format that was asked for", "look at 'buildkite-agent --version'");
}
