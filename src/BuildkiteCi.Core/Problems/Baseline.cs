using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Core.Problems;

/// <summary>
/// Problems that a team has accepted for now: a text file, one problem a line, its fingerprint first. A fingerprint is made of the code,
/// the path, what is wrong and the line's own text, and survives lines that move.
/// </summary>
/// <param name="Entries">The accepted problems, in the order of the file.</param>
public sealed partial record Baseline(ImmutableArray<Baseline.Entry> Entries)
{
    /// <summary>Where a repository keeps its baseline, unless another file is named.</summary>
    public const string UsualPath = ".buildkite/validate.baseline";

    private const int FingerprintLength = 16;
    private const string Heading =
        "# Problems that are accepted for now, one a line: fingerprint, code, path, what is wrong. Written by --update-baseline.\n";

    /// <summary>An accepted problem.</summary>
    /// <param name="Fingerprint">Sixteen hexadecimal digits.</param>
    /// <param name="Text">Code, path and what is wrong, for readers.</param>
    public sealed record Entry(string Fingerprint, string Text);

    /// <summary>What is left of a run's problems.</summary>
    /// <param name="New">Problems that the baseline does not hold, by place.</param>
    /// <param name="Accepted">How many it holds.</param>
    /// <param name="Gone">Entries whose problem is no longer there.</param>
    public sealed record Remainder(ImmutableArray<Diagnostic> New, int Accepted, ImmutableArray<Entry> Gone);

    /// <summary>Reads a baseline; lines that begin with <c>#</c> are comments.</summary>
    public static Baseline Read(string text) =>
        new([
            .. text.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
                .Select(parts => new Entry(parts[0], parts.ElementAtOrDefault(1) ?? "")),
        ]);

    /// <summary>Writes a baseline of a run's problems.</summary>
    /// <param name="found">The problems.</param>
    /// <param name="read">The text of a file, or null.</param>
    public static string Write(ImmutableArray<Diagnostic> found, Func<string, string?> read) =>
        Heading
        + string.Concat(
            found.Zip(
                Fingerprints(found, read),
                (diagnostic, fingerprint) =>
                    $"{fingerprint} {diagnostic.Rule.Code} {diagnostic.Location.Path} {Stable(diagnostic.Message)}\n"
            )
        );

    /// <summary>Leaves out the problems that the baseline holds; each entry accepts one problem.</summary>
    public Remainder Apply(ImmutableArray<Diagnostic> found, Func<string, string?> read)
    {
        var open = Entries
            .GroupBy(entry => entry.Fingerprint, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new Queue<Entry>(group), StringComparer.Ordinal);
        var left = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var (diagnostic, fingerprint) in found.Zip(Fingerprints(found, read)))
            if (!(open.TryGetValue(fingerprint, out var entries) && entries.TryDequeue(out _))) left.Add(diagnostic);
        return new Remainder(
            left.ToImmutable(),
            found.Length - left.Count,
            [.. Entries.Where(entry => open[entry.Fingerprint].Contains(entry))]
        );
    }

    private static IEnumerable<string> Fingerprints(ImmutableArray<Diagnostic> found, Func<string, string?> read)
    {
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var diagnostic in found)
        {
            var place = diagnostic.Location;
            if (!lines.TryGetValue(place.Path, out var text)) lines[place.Path] = text = read(place.Path)?.Split('\n') ?? [];
            var line = place.Line > 0 && place.Line <= text.Length ? text[place.Line - 1].Trim() : "";
            var hash = SHA256.HashData(
                Encoding.UTF8.GetBytes($"{diagnostic.Rule.Code}\0{place.Path}\0{Stable(diagnostic.Message)}\0{line}")
            );
            yield return Convert.ToHexStringLower(hash)[..FingerprintLength];
        }
    }

    // A place that a message names moves with the lines.
    private static string Stable(string message) => Place.Replace(message, "");

    [GeneratedRegex(@"(?<=\.\w+):\d+(?::\d+)?", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place { get; }
}
