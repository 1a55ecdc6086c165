using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// How git gets a user and a password without anybody else seeing them: a helper that git starts prints two variables of git's own
/// environment.
/// </summary>
/// <param name="user">The user.</param>
/// <param name="password">The password, or a token; empty where the user is the token.</param>
/// <param name="host">Scheme and host that they are for, <c>https://github.com</c>; git asks the helper for no other.</param>
/// <param name="spellings">Further ways in which a server or a hook could repeat them: as they were written in an address.</param>
public sealed class GitCredential(string user, string password, string host, params ImmutableArray<string> spellings)
{
    /// <summary>The user under which GitHub takes a token.</summary>
    public const string TokenUser = "x-access-token";

    private const string UserVariable = "BUILDKITE_CI_GIT_USER";
    private const string PasswordVariable = "BUILDKITE_CI_GIT_PASSWORD";

    // Shorter ones are found in too many words to be taken out of a text.
    private const int ShortestSecret = 4;

    /// <summary>Options for git itself, before its command. The empty helper switches off those that the machine has.</summary>
    public string[] Options =>
        [
            "-c",
            "credential.helper=",
            "-c",
            $"credential.{host}.helper=!f() {{ test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' \"${UserVariable}\" "
                + $"\"${PasswordVariable}\"; }}; f",
        ];

    /// <summary>The variables that the helper prints.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Environment =>
        [KeyValuePair.Create(UserVariable, (string?)user), KeyValuePair.Create(PasswordVariable, (string?)password)];

    private IEnumerable<string> Secrets =>
        spellings
            .Prepend(password.Length > 0 ? password : user)
            .Where(secret => secret.Length >= ShortestSecret)
            .OrderByDescending(secret => secret.Length);

    /// <summary>A text without the secrets, in case a server or a hook repeats them.</summary>
    public string Redact(string text) =>
        Secrets.Aggregate(text, (left, secret) => left.Replace(secret, "[REDACTED]", StringComparison.Ordinal));
}
