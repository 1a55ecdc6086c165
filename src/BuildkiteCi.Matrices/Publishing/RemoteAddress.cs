namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// The address of a repository, apart from the user and the password that were written into it: git starts programs with the whole address
/// on their command lines, where every user of the machine can read it.
/// </summary>
/// <param name="Text">The address without them; it may be shown.</param>
public sealed record RemoteAddress(string Text)
{
    private const string SchemeEnd = "://";

    /// <summary>What git logs in with; null: whatever git is set up with.</summary>
    public GitCredential? Credential { get; private init; }

    /// <summary>Takes an address apart.</summary>
    /// <param name="address">A URL, <c>host:path</c> or a path.</param>
    /// <param name="token">A token for an address over HTTP(S), in place of what is in it; null or empty: none.</param>
    /// <returns>Null where user or password hold a character that no login can have.</returns>
    public static RemoteAddress? Parse(string address, string? token)
    {
        var start = address.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (start <= 0) return new RemoteAddress(address);
        var scheme = address[..start].ToLowerInvariant();
        var rest = address[(start + SchemeEnd.Length)..];
        var end = rest.AsSpan().IndexOfAny("/?#") is var at and >= 0 ? at : rest.Length;
        var login = rest[..end].LastIndexOf('@') is var found and >= 0 ? rest[..found] : "";
        var host = login.Length > 0 ? rest[(login.Length + 1)..end] : rest[..end].TrimStart('@');
        var (user, password) = login.IndexOf(':') is var colon and >= 0 ? (login[..colon], login[(colon + 1)..]) : (login, "");
        if (scheme is not ("http" or "https"))
        {
            // To ssh the user belongs to the address, and a password is nothing that it takes from there.
            return new RemoteAddress($"{address[..start]}{SchemeEnd}{(user.Length > 0 ? $"{user}@" : "")}{host}{rest[end..]}");
        }

        var (name, secret) = string.IsNullOrEmpty(token)
            ? (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
            : (GitCredential.TokenUser, token);
        if ($"{name}{secret}".Any(char.IsControl)) return null;
        return new RemoteAddress($"{address[..start]}{SchemeEnd}{host}{rest[end..]}")
        {
            Credential =
                name.Length == 0
                    ? null
                    : new GitCredential(
                        name,
                        secret,
                        $"{scheme}{SchemeEnd}{host}",
                        [.. new[] { password, login }.Where(text => text.Length > 0)]
                    ),
        };
    }
}
