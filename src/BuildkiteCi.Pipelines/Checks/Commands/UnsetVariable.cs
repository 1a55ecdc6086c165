using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>J010: a variable that nothing in the repository sets.</summary>
public sealed partial class UnsetVariable : CommandRule
{
    // What a shell, a login, an agent's machine or a system for secrets has without any word of it in a repository.
    private static readonly FrozenSet<string> OfShells =
    [
        "CI", "HOME", "PATH", "PWD", "OLDPWD", "USER", "LOGNAME", "UID", "EUID", "GID", "GROUPS", "SHELL", "SHLVL", "HOSTNAME", "HOSTTYPE",
        "OSTYPE", "MACHTYPE", "IFS", "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME", "LINENO", "PPID", "REPLY", "OPTARG",
        "OPTIND", "PIPESTATUS", "FUNCNAME", "DIRSTACK", "COLUMNS", "LINES", "LANG", "TERM", "TMPDIR", "TMP", "TEMP", "EDITOR", "DISPLAY",
        "ENV", "_",
    ];

    private static readonly string[] OfMachines =
    [
        "BUILDKITE", "BASH", "LC_", "XDG_", "SSH_", "AWS_", "GITHUB_", "GOOGLE_", "GCP_", "AZURE_", "DOCKER_", "NIX_", "JAVA_", "CARGO_",
        "RUST", "GO",
    ];

    private static readonly ImmutableArray<string> Secrets = SecretNames.Patterns($"{SecretNames.Usual},{SecretNames.OfScripts},*_KEY");

    /// <summary>The rule.</summary>
    public static Rule Definition { get; } =
        new(
            "J010",
            Severity.Note,
            "A command uses a variable that nothing in the repository sets",
            "steps:\n  - command: |\n      image=registry.example.org/app\n      docker run \"$$imgae\" make test\n",
            "steps:\n  - command: |\n      image=registry.example.org/app\n      docker run \"$$image\" make test\n"
        )
        {
            Why =
                "A script's variable was renamed where it is set and kept its old name where it is used. Empty is no error to a shell: the "
                    + "cleaning step removed nothing, and the disk of the only large machine was full on Sunday.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(CommandScript script, RepositoryPaths paths, DiagnosticBag found)
    {
        // A script that reads others, or makes commands of texts, can get any variable from there.
        if (!paths.IsKnown || script.Path is not null || script.Shell.Problem is not null) return;
        HashSet<string>? set = null;
        foreach (var use in VariableUses.Plain(script))
        {
            if (script.Variables.Contains(use.Name) || IsOfAgent(use.Name)) continue;
            if (set is null && (OtherLanguage.IsMatch(script.Shell.Text) || script.Commands.Any(ReadsOthers))) return;
            set ??= [.. VariableUses.Set(script), .. VariableUses.Tested(script)];
            if (set.Contains(use.Name) || MisspeltVariable.Meant(use.Name, script) is not null || paths.MayBeSet(use.Name)) continue;
            // Nobody's agent has a variable that is written like a script's own.
            var isLocal = use.Name.Any(char.IsAsciiLetterLower);
            found.Add(
                new Diagnostic(
                    Rule,
                    script.LocationAt(use.Start),
                    $"nothing in this repository sets '{use.Name}'",
                    Spelling.Suggest(use.Name, set.Order(StringComparer.Ordinal), "set it, or give it a default: '${" + use.Name + ":-…}'")
                )
                {
                    Severity = isLocal ? Severity.Warning : Severity.Note,
                }
            );
        }
    }

    private static bool ReadsOthers(SimpleCommand command) => command.Name is "." or "source" or "eval";

    private static bool IsOfAgent(string name) =>
        OfShells.Contains(name)
        || OfMachines.Any(head => name.StartsWith(head, StringComparison.Ordinal))
        || SecretNames.Fit(name, Secrets);

    // PowerShell's $env:NAME and $name = …
    [GeneratedRegex(@"\$env:|^\s*\$\w+\s*=", RegexOptions.Multiline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OtherLanguage { get; }
}
