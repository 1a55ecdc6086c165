namespace BuildkiteCi.Matrices.Publishing;

/// <summary>How git gets a token without anybody else seeing it: a helper that git starts prints a variable of git's own environment.</summary>
/// <param name="token">The token.</param>
/// <param name="remote">The address that it is for; git asks the helper for no other host.</param>
internal sealed class GitCredential(string token, Uri remote)
{
    private const string Variable = "GITHUB_PAT";

    /// <summary>Options for git itself, before its command. The empty helper switches off those that the machine has.</summary>
    public string[] Options =>
    [
        "-c", "credential.helper=",
        "-c", $"credential.{remote.Scheme}://{remote.Authority}.helper=!f() {{ test \"$1\" = get && printf 'username=x-access-token\\npassword=%s\\n' \"${Variable}\"; }}; f",
    ];

    /// <summary>The variable that the helper prints.</summary>
    public KeyValuePair<string, string?> Environment => KeyValuePair.Create(Variable, (string?)token);

    /// <summary>A text without the token, in case a server or a hook repeats it.</summary>
    public string Redact(string text) => text.Replace(token, "[REDACTED]", StringComparison.Ordinal);
}
