using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>The scripts that the first jobs of a repository's builds run, found by their names and what they call.</summary>
/// <param name="Main">The one of most builds; null: the agent uploads a file without a script.</param>
/// <param name="Others">Those of other pipelines of Buildkite, in ordinal order.</param>
public sealed partial record BootstrapScripts(string? Main, ImmutableArray<string> Others)
{
    /// <summary>Name used in place of a script where the agent uploads its usual file.</summary>
    public const string AgentsOwn = "-c";

    private const string Home = ".buildkite";
    private const string Word = "bootstrap";

    /// <summary>Finds them.</summary>
    public static BootstrapScripts Find(IFileTree files)
    {
        ImmutableArray<string> all =
        [
            .. files
                .List(Home)
                .Where(path =>
                    path.EndsWith(".sh", StringComparison.Ordinal)
                    && Path.GetFileName(path).Contains(Word, StringComparison.Ordinal)
                    && !IsOurs(files, path)
                ),
        ];
        var named = Usual(files) is { } text
            ? Command().Matches(text).Select(match => match.Groups["script"].Value).FirstOrDefault(all.Contains)
            : null;
        var main = named ?? all.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == Word) ?? (all.Length == 1 ? all[0] : null);
        return new BootstrapScripts(main, [.. all.Where(path => path != main)]);
    }

    /// <summary>What tells a script from the main one: <c>kernel_tuning</c> of <c>bootstrap_kernel_tuning.sh</c>.</summary>
    public static string NameOf(string script) =>
        Path.GetFileNameWithoutExtension(script).Replace(Word, "", StringComparison.Ordinal).Trim('_', '-');

    private static bool IsOurs(IFileTree files, string path) =>
        files.Read(path) is { } text
        && (OwnText.Of(text) != OwnText.State.Foreign || text.Contains("--target=GeneratePipeline", StringComparison.Ordinal));

    private static string? Usual(IFileTree files) =>
        new[] { $"{Home}/pipeline.yml", $"{Home}/pipeline.yaml", "buildkite.yml" }
            .Select(files.Read)
            .FirstOrDefault(text => text is not null);

    [GeneratedRegex(
        @"(?<script>\.buildkite/[\w./-]+\.sh)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Command();
}
