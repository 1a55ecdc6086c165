using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>Reads variables as Buildkite writes them. Unset and empty count alike, since Buildkite leaves many variables empty.</summary>
internal sealed partial class BuildVariables(ICakeEnvironment environment)
{
    private static readonly (string Unit, double Seconds)[] DurationUnits =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    private static readonly (string Word, BuildkiteBuildSource Source)[] Sources =
    [
        ("webhook", BuildkiteBuildSource.Webhook), ("api", BuildkiteBuildSource.Api), ("ui", BuildkiteBuildSource.Ui),
        ("trigger_job", BuildkiteBuildSource.TriggerJob), ("schedule", BuildkiteBuildSource.Schedule),
    ];

    public string? Text(string name) => environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        var value => throw new BuildkiteVariableException(name, value, "'true' or 'false'"),
    };

    /// <summary>A number that counts from 1.</summary>
    public int? Number(string name) => Whole(name, 1, "a whole number from 1");

    /// <summary>A number that counts from 0.</summary>
    public int? Index(string name) => Whole(name, 0, "a whole number from 0");

    /// <summary>An exit status; -1 where none was had.</summary>
    public int? Status(string name) => Whole(name, -1, "an exit status");

    /// <summary>The word <c>false</c> means no pull request.</summary>
    public int? PullRequestNumber(string name) => Text(name) == "false" ? null : Whole(name, 1, "a pull request's number or 'false'");

    /// <summary>The word <c>false</c> means no limit.</summary>
    public TimeSpan? Minutes(string name) =>
        Text(name) == "false" ? null
        : Whole(name, 0, "a whole number of minutes or 'false'") is { } minutes ? TimeSpan.FromMinutes(minutes)
        : null;

    public TimeSpan? Seconds(string name) =>
        Whole(name, 0, "a whole number of seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Go's form of a span, such as <c>1m30s</c>, or a bare number of seconds.</summary>
    public TimeSpan? Duration(string name)
    {
        if (Text(name) is not { } value)
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        if (value.Length > 50 || DurationPattern().Match(value) is not { Success: true } match)
            throw new BuildkiteVariableException(name, value, "a span such as '10s' or '1m30s'");

        return TimeSpan.FromSeconds(
            match
                .Groups["number"]
                .Captures.Zip(
                    match.Groups["unit"].Captures,
                    (number, unit) =>
                        double.Parse(number.ValueSpan, CultureInfo.InvariantCulture)
                        * DurationUnits.First(known => known.Unit == unit.Value).Seconds
                )
                .Sum()
        );
    }

    public Uri? Address(string name) => Text(name) is not { } value ? null
        : Uri.TryCreate(value, UriKind.Absolute, out var address) ? address
        : throw new BuildkiteVariableException(name, value, "an absolute address");

    /// <summary>Values with commas between them.</summary>
    public ImmutableArray<string> List(string name) => Split(name, ',');

    /// <summary>Values with colons between them.</summary>
    public ImmutableArray<string> Teams(string name) => Split(name, ':');

    public DirectoryPath? Folder(string name) => Text(name) is { } value && !string.IsNullOrWhiteSpace(value) ? new(value) : null;

    public FilePath? File(string name) => Text(name) is { } value && !string.IsNullOrWhiteSpace(value) ? new(value) : null;

    public BuildkiteBuildSource? Source(string name) =>
        Text(name) is { } value ? Sources.FirstOrDefault(known => known.Word == value).Source : null;

    /// <summary>All variables whose names begin so, by the rest of their names; of two that differ in letter case one wins.</summary>
    public ImmutableDictionary<string, string> Below(string prefix)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment.GetEnvironmentVariables())
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                found[name[prefix.Length..]] = value ?? "";
        }

        return found.ToImmutable();
    }

    private int? Whole(string name, int least, string expected) => Text(name) is not { } value ? null
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw new BuildkiteVariableException(name, value, expected);

    private ImmutableArray<string> Split(string name, char separator) =>
        [.. (Text(name) ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    [GeneratedRegex(
        @"^((?<number>\d+(\.\d+)?)(?<unit>ns|us|µs|ms|s|m|h))+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex DurationPattern();
}
