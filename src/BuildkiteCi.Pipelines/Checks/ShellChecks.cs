using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>
/// Checks of variables in commands. Buildkite puts a value into the script's text before any shell sees it, so its blanks, quotes and
/// semicolons become part of the script.
/// </summary>
internal static partial class ShellChecks
{
    private static readonly Rule Unquoted =
        new(
            "P066",
            Severity.Warning,
            "A variable that a shell may take apart is without quotes in a command",
            """
            env:
              MODEL: Llama 3 (8B)
            steps:
              - command: pytest --model $MODEL
            """,
            """
            env:
              MODEL: Llama 3 (8B)
            steps:
              - command: pytest --model "$MODEL"
            """
        )
        {
            Why =
                "A branch's name with a blank in it was put into a command without quotes, and the script removed a folder by half of "
                + "its name.",
        };

    private static readonly Rule OutsidersText =
        new(
            "P067",
            Severity.Warning,
            "A text that outsiders choose becomes a part of a script",
            """
            steps:
              - command: echo "$BUILDKITE_MESSAGE"
            """,
            """
            steps:
              - command: echo "$$BUILDKITE_MESSAGE"
            """
        )
        {
            Why = "A pull request's title held a command in backquotes. It ran on the agent, with the agent's tokens in its environment.",
        };

    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,"
    );

    // The author of a pull request or branch chooses these.
    private static readonly FrozenSet<string> Outsiders =
    [
        "BUILDKITE_MESSAGE",
        "BUILDKITE_BRANCH",
        "BUILDKITE_TAG",
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        "BUILDKITE_PULL_REQUEST_REPO",
        "BUILDKITE_PULL_REQUEST_LABELS",
        "BUILDKITE_BUILD_AUTHOR", "BUILDKITE_BUILD_AUTHOR_EMAIL", "BUILDKITE_BUILD_CREATOR", "BUILDKITE_BUILD_CREATOR_EMAIL",
    ];

    /// <summary>The variables that a document's commands are interpolated with.</summary>
    public static Variables VariablesOf(PipelineDocument document, CheckScope scope) => document.Env is null
        ? scope.Variables
        : scope.Variables.With(document.Env.Entries.Select(entry => KeyValuePair.Create(entry.Key, ((YamlScalar)entry.Value).Canonical)));

    /// <summary>Checks a step's commands as they stand in the file.</summary>
    public static void Check(CommandStep step, Variables variables, DiagnosticBag findings)
    {
        if (step.Source is not YamlMapping source) return;
        foreach (var name in (ReadOnlySpan<string>)["command", "commands"])
            if (source[name] is { } value)
                foreach (var item in Values.Items(value).OfType<YamlScalar>())
                    Command(item, variables, findings);
    }

    private static void Command(YamlScalar command, Variables variables, DiagnosticBag findings)
    {
        if (
            !command.IsText
            || !command.Text.Contains('$', StringComparison.Ordinal)
            || TextTemplate.Parse(command.Text).Template is not { } template
        )
            return;
        var quoting = new ShellQuoting(command.Text);
        foreach (var part in template.Parts.OfType<VariablePart>())
        {
            if (variables.IsLeftAlone(part.Name)) continue;
            var quote = quoting.At(part.Start);
            if (Outsiders.Contains(part.Name))
            {
                findings.Add(
                    OutsidersText,
                    command.LocationAt(part.Start),
                    $"'{part.Name}' is chosen by the person who pushes, and becomes a part of the script itself",
                    $"write '\"$${part.Name}\"', so that the job's shell reads it as a value");
            }
            else if (quote is null && Hostile(command.Text, part, variables) is { } why)
            {
                findings.Add(
                    Unquoted,
                    command.LocationAt(part.Start),
                    $"'{part.Name}' is without quotes in a command, {why}",
                    $"put it in double quotes, or write '$${part.Name}' where the job's shell is to read it");
            }
        }
    }

    private static string? Hostile(string command, VariablePart part, Variables variables)
    {
        // Nobody has set it here: what it holds when the pipeline is uploaded is not known, and a default is a piece of the command that
        // its author wrote.
        if (variables.Find(part.Name) is not { Length: > 0 }) return null;
        if (TextTemplate.Parse(command[part.Start..part.End]).Template?.Expand(variables).Text is not { Length: > 0 } value) return null;
        return value.AsSpan().ContainsAnyExcept(Harmless) && !IsMeantAsWords(command.AsSpan(0, part.Start), value)
            ? $"and its value '{value}' means something to a shell"
            : null;
    }

    // Nothing but plain words: options, or where a shell expects a command, or what a loop is over.
    private static bool IsMeantAsWords(ReadOnlySpan<char> before, string value)
    {
        if (value.Split(' ').Any(word => word.AsSpan().ContainsAnyExcept(Harmless))) return false;
        if (value.Split(' ').All(word => word is ['-', _, ..])) return true;
        before = before.TrimEnd(' ');
        return before.IsEmpty || before[^1] is '\n' or ';' or '&' or '|' or '(' || LoopOver.IsMatch(before);
    }

    [GeneratedRegex(@"\bfor\s+\w+\s+in$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LoopOver { get; }
}
