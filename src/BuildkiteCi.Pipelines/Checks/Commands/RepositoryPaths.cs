using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Which files a repository holds, asked folder by folder; and where a container shows it.</summary>
/// <param name="files">The repository; null where there is none to ask.</param>
/// <param name="variables">Variables that are set from outside of it.</param>
internal sealed partial class RepositoryPaths(IFileTree? files, FrozenSet<string>? variables = null)
{
    private readonly Dictionary<string, HashSet<string>> listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> tests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (bool IsOurs, string? Near)> missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (bool Container, bool Pytest)> handsOn = new(StringComparer.Ordinal);
    private readonly HashSet<string> roots = new(StringComparer.Ordinal);

    // For what is not there, of which there may be a path in each of 10,000 files: by top folder and name, and by folder.
    private readonly Dictionary<string, ILookup<string, string>> named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownWords> siblings = new(StringComparer.Ordinal);

    private readonly RepositoryWords? words = files is null ? null : new RepositoryWords(files);

    /// <summary>Whether anything here uploads a pipeline with its <c>$</c> expressions as they are written.</summary>
    public bool UploadsLiterally => words?.UploadsLiterally == true;

    /// <summary>Whether a hook of the repository, which runs around the command on the agent, holds a word.</summary>
    public bool IsInHook(string word) => words?.IsInHook(word) == true;

    /// <summary>Whether something here may set this variable: a script that is run, or any file of CI.</summary>
    public bool MayBeSet(string variable) =>
        words?.MayBeSet(variable) != false
        || variables?.Contains(variable) == true
        || texts.Values.Any(text => text is not null && RepositoryWords.Names(text, variable));

    /// <summary>Whether there is a repository to ask.</summary>
    public bool IsKnown => files is not null;

    /// <summary>
    /// Learns where containers show the repository: at the folder behind which most of the absolute paths in these commands are paths of
    /// the repository.
    /// </summary>
    public void LearnRoots(IEnumerable<string> absolutePaths)
    {
        var votes = new Dictionary<string, (int Hits, int All)>(StringComparer.Ordinal);
        foreach (var path in absolutePaths.Distinct())
        {
            for (var slash = path.IndexOf('/', 1); slash > 0 && slash + 1 < path.Length; slash = path.IndexOf('/', slash + 1))
            {
                var (hits, all) = votes.GetValueOrDefault(path[..slash]);
                votes[path[..slash]] = (hits + (Exists(path[(slash + 1)..]) ? 1 : 0), all + 1);
            }
        }

        roots.UnionWith(votes.Where(vote => vote.Value.Hits >= 2 && vote.Value.Hits * 2 > vote.Value.All).Select(vote => vote.Key));
    }

    /// <summary>A path as one of the repository; null where it leads elsewhere or that cannot be known.</summary>
    /// <param name="path">The path as a command names it.</param>
    /// <param name="folder">The folder it is relative to, or null.</param>
    public string? Resolve(string path, string? folder)
    {
        if (path.Length == 0 || path.AsSpan().IndexOfAny("$`\n:") >= 0 || path[0] == '~') return null;
        if (path[0] == '/')
        {
            var root = roots.Where(one => path.StartsWith(one + "/", StringComparison.Ordinal)).MaxBy(one => one.Length);
            return root is null ? null : Normal(path[(root.Length + 1)..]);
        }

        return folder is null ? null : Normal(folder.Length == 0 ? path : $"{folder}/{path}");
    }

    /// <summary>Whether a file or folder is there.</summary>
    public bool Exists(string path)
    {
        path = path.TrimEnd('/');
        return path.Length == 0 || Folder(path).Contains(path);
    }

    /// <summary>Whether a pattern of <c>*</c> and <c>?</c> in a folder of the repository matches no file; false where that is
    /// unknown.</summary>
    public bool MatchesNothing(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny("[]{}") >= 0 || pattern.Contains("**", StringComparison.Ordinal)) return false;
        var star = pattern.AsSpan().IndexOfAny("*?");
        var folder = pattern[..Math.Max(0, pattern.AsSpan(0, star).LastIndexOf('/'))];
        if (folder.Length == 0 || !Exists(folder)) return false;
        var regex = new Regex(
            $"^{Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal).Replace("\\?", "[^/]", StringComparison.Ordinal)}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(2)
        );
        return !Folder(pattern).Any(path => regex.IsMatch(path));
    }

    /// <summary>The text of a file, or null.</summary>
    public string? Read(string path)
    {
        if (!texts.TryGetValue(path, out var text)) texts[path] = text = files is not null && Exists(path) ? files.Read(path) : null;
        return text;
    }

    /// <summary>
    /// What a path that is not there was probably meant to be: a file of that name elsewhere in the same top folder, or the nearest name in
    /// the same folder; null where the path's folder is none of the repository's, so that it may well be made while the job runs.
    /// </summary>
    public (bool IsOurs, string? Near) Missing(string path)
    {
        path = path.TrimEnd('/');
        if (!missing.TryGetValue(path, out var answer)) missing[path] = answer = Meant(path);
        return answer;
    }

    private (bool IsOurs, string? Near) Meant(string path)
    {
        var slash = path.LastIndexOf('/');
        var (folder, name) = slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
        var elsewhere = Named(path, name);
        if (elsewhere.Length == 1) return (true, elsewhere[0]);
        if (folder.Length == 0 || !Folder(path).Contains(folder)) return (elsewhere.Length > 1, elsewhere.FirstOrDefault());
        if (!siblings.TryGetValue(folder, out var names)) siblings[folder] = names = new KnownWords(() => Within(folder));
        return (true, names.Nearest(name) is { } near ? $"{folder}/{near}" : null);
    }

    // The paths of a name within the top folder of another path.
    private string[] Named(string path, string name)
    {
        var top = path.Split('/')[0];
        if (!named.TryGetValue(top, out var known))
            named[top] = known = Folder(path)
                .Where(one => one.Contains('/', StringComparison.Ordinal))
                .ToLookup(one => one[(one.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
        return [.. known[name].Order(StringComparer.Ordinal)];
    }

    private string[] Within(string folder) =>
        [
            .. Folder(folder)
                .Where(one =>
                    one.Length > folder.Length
                    && one.StartsWith(folder, StringComparison.Ordinal)
                    && one[folder.Length] == '/'
                    && one.IndexOf('/', folder.Length + 1) < 0
                )
                .Select(one => one[(folder.Length + 1)..])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Functions and classes of a Python file.</summary>
    public HashSet<string>? Names(string path)
    {
        if (tests.TryGetValue(path, out var names)) return names;
        if (Read(path) is not { } text) return null;
        return tests[path] = PythonNames.In(text);
    }

    /// <summary>The variables that a script hands to a container: <c>-e NAME</c>, <c>--env NAME=…</c>.</summary>
    public HashSet<string> Forwarded(string path) =>
        Read(path) is { } text ? [.. Env.Matches(text).Select(match => match.Groups["name"].Value)] : [];

    /// <summary>Whether what a command names is a script that starts a container with the words that it is given
    /// (<c>docker run … "$@"</c>), so that they are a command line of their own.</summary>
    /// <param name="name">The command's first word.</param>
    /// <param name="folder">The folder it runs in, or null.</param>
    public bool StartsContainerWithArguments(string name, string? folder) => HandsOn(name, folder).Container;

    /// <summary>Whether what a command names is a script that gives pytest the words that it is given, where it is itself
    /// (<c>python3 -m pytest "$@"</c>).</summary>
    /// <param name="name">The command's first word.</param>
    /// <param name="folder">The folder it runs in, or null.</param>
    public bool RunsPytestWithArguments(string name, string? folder) => HandsOn(name, folder).Pytest;

    private (bool Container, bool Pytest) HandsOn(string name, string? folder)
    {
        if (Resolve(name, folder) is not { } path) return default;
        if (!handsOn.TryGetValue(path, out var known)) handsOn[path] = known = HandsOn(path);
        return known;
    }

    private (bool Container, bool Pytest) HandsOn(string path)
    {
        if (Read(path) is not { } text || !text.Contains("$@", StringComparison.Ordinal) || !CommandText.IsOfBash(text)) return default;
        var commands = CommandText.OfFile(path, text, folder: null).Commands;
        var last = commands.Where(EndsWithArguments).ToArray();
        return (
            last.Any(command => command.Words.Any(word => word.Literal is "docker" or "podman")),
            last.Any(command => CommandWords.Pytest(command) >= 0) && !commands.Any(command => command.Name is "cd" or "pushd")
        );
    }

    // Behind 'bash -c' the first argument would be a script.
    private static bool EndsWithArguments(SimpleCommand command) =>
        command.Words is [.., var before, var last]
        && last.End - last.Start == "\"$@\"".Length
        && last.Expansions.Any(part => part is ParameterExpansion { Name: "@" })
        && before.Literal != "-c";

    /// <summary>Whether a script that this one names, in the same folder, holds a word.</summary>
    public bool IsRead(string path, string name)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        return Read(path) is { } text
            && ScriptName.Matches(text).Any(match => Read(folder + match.Value)?.Contains(name, StringComparison.Ordinal) == true);
    }

    private HashSet<string> Folder(string path)
    {
        var slash = path.IndexOf('/');
        var top = slash < 0 ? path : path[..slash];
        if (listed.TryGetValue(top, out var known)) return known;
        known = new HashSet<string>(StringComparer.Ordinal);
        listed[top] = known;
        if (files is null || top is ".." or "." or "") return known;
        foreach (var file in files.List(top))
        {
            known.Add(file);
            for (var at = file.LastIndexOf('/'); at > 0 && known.Add(file[..at]); at = file.LastIndexOf('/', at - 1))
            {
            }
        }

        if (known.Count == 0 && files.Read(top) is not null) known.Add(top);
        return known;
    }

    private static string? Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count == 0) return null;
            else parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(
        @"(?:^|\s|[""'(])(?:-e|--env)[ =][""']?(?<name>[A-Za-z_]\w*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Env { get; }

    [GeneratedRegex(@"[\w.-]+\.sh\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ScriptName { get; }
}
