using System.Text.RegularExpressions;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>A repository on GitHub.</summary>
/// <param name="Owner">A person or an organisation.</param>
/// <param name="Name">The repository's own name.</param>
public sealed partial record GitHubRepository(string Owner, string Name)
{
    /// <summary>Understands the address of a clone, by HTTPS, SSH or <c>git@github.com:</c>; null where it is none of GitHub's.</summary>
    public static GitHubRepository? OfAddress(string address)
    {
        var match = Address.Match(address.Trim());
        return match.Success ? new GitHubRepository(match.Groups["owner"].Value, match.Groups["name"].Value) : null;
    }

    /// <summary><c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(
        @"^(?:(?:https?|ssh|git)://(?:[^@/\s]*@)?github\.com(?::[0-9]+)?/|git@github\.com:)(?<owner>[A-Za-z0-9_.-]+)/(?<name>[A-Za-z0-9_.-]+?)(?:\.git)?/?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address { get; }
}
