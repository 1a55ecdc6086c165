using System.Security.Cryptography;
using System.Text;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Gives pages their files' names: safe in an address and on any disk, never the same twice, the same from run to run.</summary>
internal sealed class SiteAddresses
{
    private readonly HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A page for something of this name in a folder.</summary>
    /// <param name="folder">The folder, from the site's root.</param>
    /// <param name="name">What the page is about.</param>
    public string Page(string folder, string name)
    {
        var plain = string.Concat(
                name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' ? character : '_')
            )
            .Trim('.');
        if (plain.Length is 0 or > 100) plain = plain.Length == 0 ? "_" : plain[..100];

        // Two names of one form differ by the second one's hash; on some disks letter case alone does not tell them apart.
        var address = $"{folder}/{plain}.html";
        if (!given.Add(address))
            given.Add(
                address = $"{folder}/{plain}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4))}.html"
            );
        return address;
    }
}
