using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of an environment, already in normal form.</summary>
internal static class EnvChecks
{
    private static readonly Rule VariableName =
        new(
            "P070",
            Severity.Warning,
            "A variable has a name that no shell can read",
            """
            steps:
              - command: make
                env:
                  MODEL-NAME: acme/shop
            """,
            """
            steps:
              - command: make
                env:
                  MODEL_NAME: acme/shop
            """
        )
        {
            Why = "A variable's name held a dash. The shell could not read it, the test used its default, and passed.",
        };

    private static readonly Rule SecretWrittenOut =
        new(
            "P071",
            Severity.Warning,
            "A secret is in the file",
            """
            steps:
              - command: make
                env:
                  GITHUB_TOKEN: 0123456789abcdef
            """,
            """
            steps:
              - command: make
                secrets: [GITHUB_TOKEN]
            """
        )
        {
            Why =
                "A token was written into a file to try something and was merged with it. It had to be revoked at night, in every "
                + "place that used it.",
        };

    private static readonly ImmutableArray<string> Secrets = SecretNames.Patterns(SecretNames.Usual);

    // OpenSSL's encrypted text in base64 starts so ("Salted__"): a hook of the agents decrypts it, and it may be in public.
    private const string Encrypted = "U2FsdGVkX1";

    /// <summary>Names that a shell can use, and no secret written out.</summary>
    public static void Env(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is not YamlMapping env) return;
        foreach (var entry in env.Entries)
        {
            if (!IsName(entry.Key))
                findings.Add(
                    VariableName,
                    entry.Location,
                    $"'{entry.Key}' is no name of a variable, so no command can read it",
                    "use letters, digits and '_', and no digit at the start"
                );
            if (
                entry.Value is YamlScalar { Canonical: var value }
                && value.Length >= SecretNames.ShortestValue
                && !value.StartsWith('$')
                && !value.Contains(Encrypted, StringComparison.Ordinal)
                && SecretNames.Fit(entry.Key, Secrets)
            )
                findings.Add(
                    SecretWrittenOut,
                    entry.Location,
                    $"'{entry.Key}' is a secret by its name, and its value is in the file",
                    "keep it with the agent or in Buildkite's secrets: the agent refuses such an upload"
                );
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '{' or '}');
}
