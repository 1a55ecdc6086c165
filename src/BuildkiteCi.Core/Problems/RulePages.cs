namespace BuildkiteCi.Core.Problems;

/// <summary>Where rules are documented: a page a family, with a heading a rule.</summary>
/// <param name="Base">Address of the folder that holds the handbook, with a slash at its end; empty: pages are named by their
/// paths.</param>
public sealed record RulePages(string Base)
{
    private static readonly (string Families, string Page)[] Pages =
    [
        ("PJR", "src/BuildkiteCi.Pipelines/RULES.md"),
        ("C", "src/BuildkiteCi.Catalogue/RULES.md"),
        ("S", "src/BuildkiteCi.Catalogue/SETTINGS-RULES.md"),
        ("EU", "src/BuildkiteCi.Composing/RULES.md"),
        ("T", "src/BuildkiteCi.Testing/RULES.md"),
        ("B", "src/BuildkiteCi.Benchmarks/RULES.md"),
        ("M", "src/BuildkiteCi.Matrices/RULES.md"),
    ];

    // Files, and comments that accept a problem.
    private const string OwnPage = "src/BuildkiteCi.Core/RULES.md";

    /// <summary>Pages by their paths in the repository of the handbook.</summary>
    public static RulePages ByPath { get; } = new("");

    /// <summary>Whether <see cref="Of"/> gives addresses that a browser opens.</summary>
    public bool IsOnline => Base.StartsWith("https://", StringComparison.Ordinal) || Base.StartsWith("http://", StringComparison.Ordinal);

    /// <summary>The pages of a repository on GitHub that holds the handbook; by their paths where it is none.</summary>
    /// <param name="repository">How the repository is cloned: <c>git@github.com:org/name.git</c> or an HTTPS address.</param>
    /// <param name="commit">The commit whose pages are meant; a branch does as well.</param>
    public static RulePages OnGitHub(string? repository, string? commit)
    {
        const string Host = "github.com";
        var text = repository?.Trim() ?? "";
        if (text.EndsWith(".git", StringComparison.Ordinal)) text = text[..^4];
        var at = text.IndexOf(Host, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return ByPath;
        var name = text[(at + Host.Length)..].TrimStart(':', '/');
        return
            name.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            && name.All(character => char.IsAsciiLetterOrDigit(character) || "-_./".Contains(character))
            ? new RulePages($"https://{Host}/{name}/blob/{Uri.EscapeDataString(string.IsNullOrEmpty(commit) ? "HEAD" : commit)}/")
            : ByPath;
    }

    /// <summary>The page of a rule, at the rule: <c>src/BuildkiteCi.Pipelines/RULES.md#p012</c>.</summary>
    public string Of(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var page = Array.Find(Pages, row => row.Families.Contains(rule.Code[0])).Page ?? OwnPage;
        return $"{Base}{page}#{rule.Code.ToLowerInvariant()}";
    }
}
