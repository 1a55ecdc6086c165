using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Discovery;

/// <summary>Finds a repository's pipeline files without being told where they are.</summary>
public static partial class PipelineFiles
{
    private static readonly Rule SeveralDefaultsRule =
        new(
            "P025",
            Severity.Error,
            "Several pipeline files stand where the agent looks for exactly one",
            "# .buildkite/pipeline.yml and .buildkite/pipeline.yaml\nsteps:\n  - command: make test\n",
            "# .buildkite/pipeline.yml alone\nsteps:\n  - command: make test\n"
        )
        {
            Why =
                "Somebody added 'pipeline.yaml' beside 'pipeline.yml'. The agent refuses to choose, and no build started until one was "
                    + "removed.",
        };

    /// <summary>Where Buildkite's agent looks for a pipeline where none is named; it wants exactly one of them.</summary>
    public static ImmutableArray<string> Defaults { get; } =
    [
        .. from name in (string[])["buildkite", ".buildkite/pipeline", "buildkite/pipeline"]
        from ending in (string[])["yml", "yaml", "json"]
        select $"{name}.{ending}",
    ];

    private static readonly ImmutableArray<string> Folders = [".buildkite"];

    private static readonly FrozenSet<string> ProgramEndings =
    [
        "", ".env", ".Dockerfile", ".sh", ".bash", ".py", ".rb", ".js", ".mjs", ".cjs", ".ts", ".go", ".pl", ".php", ".hs", ".rs", ".jl",
        ".jq", ".ex", ".exs", ".kts", ".cs", ".lua",
    ];

    /// <summary>
    /// The pipeline files, in ordinal order: the defaults, everything below <c>.buildkite/</c> that looks like a pipeline, and what scripts
    /// there and commands name behind <c>pipeline upload</c>.
    /// </summary>
    public static ImmutableArray<SourceFile> Find(IFileTree files)
    {
        var found = new SortedDictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var path in Defaults)
            if (files.Read(path) is { } text) found[path] = new SourceFile(path, text);
        foreach (var path in Folders.SelectMany(folder => files.List(folder)))
        {
            if (IsScript(path))
            {
                if (files.Read(path) is { } script && script.Contains("pipeline upload", StringComparison.Ordinal))
                    AddNamed(files, script, found);
            }
            else if (HasEnding(path) && files.Read(path) is { } text && LooksLikePipeline(path, text))
            {
                found[path] = new SourceFile(path, text);
                if (text.Contains("pipeline upload", StringComparison.Ordinal)) AddNamed(files, text, found);
            }
        }

        return [.. found.Values];
    }

    /// <summary>The programs and scripts beside the pipelines, hooks too: those that may read, write or upload them.</summary>
    public static IEnumerable<string> Programs(IFileTree files) =>
        Folders.SelectMany(folder => files.List(folder))
            .Where(path => !HasEnding(path) && ProgramEndings.Contains(Path.GetExtension(path)));

    /// <summary>The files beside each other in the folders of CI that hold data: pipelines and all others.</summary>
    public static IEnumerable<string> Documents(IFileTree files) => Folders.SelectMany(folder => files.List(folder)).Where(HasEnding);

    /// <summary>Reports default files beside each other: the agent refuses to choose and uploads nothing (P025).</summary>
    public static IEnumerable<Diagnostic> SeveralDefaults(IFileTree files)
    {
        var there = Defaults.Where(path => files.Read(path) is not null).ToArray();
        return there
            .Skip(1)
            .Select(path => new Diagnostic(
                SeveralDefaultsRule,
                SourceLocation.Of(path),
                $"'{there[0]}' is there too, and 'pipeline upload' without a file wants exactly one",
                "remove one of them, or rename it and name it behind 'pipeline upload'"
            ));
    }

    /// <summary>Whether a file is a pipeline and no template of one, no compose, Helm or Kubernetes file, no list of something
    /// else.</summary>
    public static bool LooksLikePipeline(string path, string text)
    {
        if (Defaults.Contains(path)) return true;
        if (path.EndsWith(".json", StringComparison.Ordinal)) return text.AsSpan().TrimStart().StartsWith("{") && JsonSteps.IsMatch(text);
        if (IsTemplate(text) || OtherKind.IsMatch(text)) return false;
        return Steps.IsMatch(text)
            || (
                (text.StartsWith("- ", StringComparison.Ordinal) || text.Contains("\n- ", StringComparison.Ordinal))
                && ListOfSteps.IsMatch(text)
            );
    }

    // Most files hold none of these, and a search for a character is quicker than an expression that is tried at every line.
    private static bool IsTemplate(string text) =>
        ((text.Contains("{%", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal)) && Template.IsMatch(text))
        || Placeholder.IsMatch(text);

    private static bool HasEnding(string path) =>
        path.EndsWith(".yml", StringComparison.Ordinal)
        || path.EndsWith(".yaml", StringComparison.Ordinal)
        || path.EndsWith(".json", StringComparison.Ordinal);

    private static bool IsScript(string path) =>
        path.EndsWith(".sh", StringComparison.Ordinal) || path.EndsWith(".bash", StringComparison.Ordinal);

    private static void AddNamed(IFileTree files, string text, SortedDictionary<string, SourceFile> found)
    {
        foreach (var match in Named.EnumerateMatches(text))
        {
            var word = Upload.Match(text, match.Index, match.Length).Groups["path"].Value.Trim('"', '\'');
            var path = word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
            if (
                path.Contains("..", StringComparison.Ordinal)
                || path.StartsWith('/')
                || path.Contains('$', StringComparison.Ordinal)
                || found.ContainsKey(path)
            )
                continue;
            if (files.Read(path) is { } named && LooksLikePipeline(path, named)) found[path] = new SourceFile(path, named);
        }
    }

    [GeneratedRegex(@"pipeline upload [^\s;|&<>]+\.(?:ya?ml|json)\b['""]?", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"pipeline upload (?<path>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Upload { get; }

    [GeneratedRegex(@"^steps\s*:", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Steps { get; }

    // A list of steps without 'steps': what tells a step's kind is at the start of an item, or at the depth of an item's attributes. A
    // label alone is on lists of other things, too.
    [GeneratedRegex(
        @"^(?:-\s+|  )(?:command|commands|wait|block|group|trigger|input|plugins)\b\s*:?",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex ListOfSteps { get; }

    [GeneratedRegex(@"""steps""\s*:\s*\[", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex JsonSteps { get; }

    // {{ at the start of a line or value, {% anywhere: Go's, Helm's and Jinja's templates. {{matrix}} is Buildkite's own.
    [GeneratedRegex(
        @"\{%[-+ ]|^\s*(?:-\s+)?(?:[\w-]+\s*:\s+)?\{\{(?!\s*matrix\b)",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Template { get; }

    // A whole value {name} is Python's: no mapping of a pipeline has a name alone.
    [GeneratedRegex(@"\{[a-z_]+\}(?=[ \t]*\r?$)(?<=^[^#\n""']*:\s+\{[a-z_]+\})", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(
        @"^(?:apiVersion|services|jobs|runs|model_list|benchmark_cases)\s*:",
        RegexOptions.Multiline,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex OtherKind { get; }
}
