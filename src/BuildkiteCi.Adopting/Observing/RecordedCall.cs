using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>A call of <c>buildkite-agent</c> as the recording one kept it.</summary>
/// <param name="Words">The words behind the program's name.</param>
/// <param name="Input">What it was given on standard input, or in the file that it named; null: nothing.</param>
/// <param name="Environment">The variables of an uploading process; empty for other calls.</param>
internal sealed record RecordedCall(ImmutableArray<string> Words, string? Input, ImmutableDictionary<string, string> Environment)
{
    private const string Calls = "calls";
    private const char End = '\0';
    private const string Priority = "priority:";

    // Values of these are no part of what a script decided.
    private static readonly ImmutableArray<string> OfTheObserver =
    [
        "OBSERVED_RECORD",
        "OBSERVED_GIT",
        "OBSERVED_HEAD",
        "OBSERVED_PULL_REQUEST",
        "PATH",
        "HOME",
        "PWD",
        "OLDPWD",
        "SHLVL",
        "_",
        "TMPDIR",
        "LANG",
    ];

    public bool IsUpload => Words is ["pipeline", "upload", ..];

    public bool SetsMetaData => Words is ["meta-data", "set", ..];

    /// <summary>The key of meta-data that is set.</summary>
    public string Key => Words[2];

    /// <summary>The calls of a recording, in order.</summary>
    public static ImmutableArray<RecordedCall> Read(IFileTree record)
    {
        var calls = record
            .List(Calls)
            .Where(path => path.EndsWith("/words", StringComparison.Ordinal))
            .Select(path => path[..^"/words".Length]);
        return
        [
            .. calls.Select(folder => new RecordedCall(
                Split(record.Read($"{folder}/words")),
                record.Read($"{folder}/input"),
                Split(record.Read($"{folder}/environment"))
                    .Select(Variable)
                    .Where(variable => !OfTheObserver.Contains(variable.Key))
                    .ToImmutableDictionary(StringComparer.Ordinal)
            )),
        ];
    }

    /// <summary>The file whose text it uploads: the one that it names, else the pipeline file with the same text; null where there is
    /// none.</summary>
    public string? UploadedFile(IFileTree files)
    {
        if (Words.Skip(2).FirstOrDefault(word => !word.StartsWith('-') && files.Read(word) is not null) is { } named) return named;
        var text = Input ?? "";
        var own = text.StartsWith(Priority, StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : text;
        var all = files
            .List(".buildkite")
            .Where(path => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal))
            .ToArray();
        return Array.Find(all, path => files.Read(path) is { } known && (known == own || known.TrimEnd() == own.TrimEnd()))
            ?? Array.Find(all, path => IsTemplate(files.Read(path), own));
    }

    private static ImmutableArray<string> Split(string? text) => text is null ? [] : [.. text.Split(End)[..^1]];

    private static KeyValuePair<string, string> Variable(string text) =>
        text.IndexOf('=') is > 0 and var at ? KeyValuePair.Create(text[..at], text[(at + 1)..]) : KeyValuePair.Create(text, "");

    // A file whose placeholders were filled has as many lines, and many of them unchanged.
    private static bool IsTemplate(string? file, string uploaded)
    {
        if (file is null || !file.Contains("PLACEHOLDER", StringComparison.Ordinal)) return false;
        var (before, after) = (file.TrimEnd().Split('\n'), uploaded.TrimEnd().Split('\n'));
        return before.Length == after.Length && before.Zip(after).Count(pair => pair.First == pair.Second) * 3 > before.Length;
    }
}
