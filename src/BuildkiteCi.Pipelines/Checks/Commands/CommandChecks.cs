using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Checks what the steps of pipelines run: their commands, the scripts that these name, and the files and tests that both
/// name.</summary>
public static class CommandChecks
{
    /// <summary>Checks documents as they are written, not yet interpolated.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="files">The repository that the jobs check out; null: paths are not looked at.</param>
    /// <param name="variables">Variables that jobs and uploads have from outside of the repository.</param>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(
        IEnumerable<PipelineDocument> documents,
        IFileTree? files,
        FrozenSet<string>? variables = null
    )
    {
        var paths = new RepositoryPaths(files, variables);
        var scripts = new ScriptsOfSteps(documents, document => OfSteps(document).SelectMany(WithInline));
        if (files is not null) paths.LearnRoots(AbsolutePaths(scripts));
        var run = Run(scripts, paths);
        var found = new DiagnosticBag(onePerPlace: true);
        foreach (var script in scripts.Concat(run))
        {
            foreach (var rule in CommandRule.All) rule.Check(script, paths, found);
            found.AddRange(HereDocumentUploads.Check(script));
        }

        return found.Sorted();
    }

    /// <summary>Whether a step's command can only pass: it prints and sets variables, and runs nothing, here or in a container.</summary>
    public static bool OnlyPrints(CommandStep step) =>
        step.Body.Scalar("command") is { Canonical.Length: > 0 } command
        && CommandText.OfStep(command) is { } script
        && OnlyPrints(script);

    private static bool OnlyPrints(CommandScript script) =>
        script.Shell is { Problem: null, Commands: { IsEmpty: false } items }
        && items.All(item =>
            item.Command is SimpleCommand command
            && (
                command.Words.IsEmpty
                || command.Name is "echo" or "printf" or "true" or ":"
                || CommandWords.Inline(command).ToList() is [var (inline, _, _)]
                    && inline == command.Words[^1]
                    && OnlyPrints(CommandText.OfWord(script, inline, folder: null))
            )
        );

    private static IEnumerable<CommandScript> OfSteps(PipelineDocument document)
    {
        var ofDocument = Names(document.Env);
        var keys = document.AllSteps.Where(step => step.Key is not null).GroupBy(step => step.Key!.Canonical, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Any(step => step.Body.Has("soft_fail")), StringComparer.Ordinal);
        foreach (var step in document.AllSteps.OfType<CommandStep>())
        {
            if (step.Body.Scalar("command") is not { Canonical.Length: > 0 } command || CommandText.OfStep(command) is not { } script)
                continue;
            yield return script with
            {
                Step = step,
                Variables = [.. ofDocument, .. Names(step.Body["env"] as YamlMapping)],
                SoftFailing = keys,
            };
        }
    }

    private static IEnumerable<string> Names(YamlMapping? env) => env?.Entries.Select(entry => entry.Key) ?? [];

    // The scripts that these run, and those that they run in turn, each once.
    private static List<CommandScript> Run(IEnumerable<CommandScript> scripts, RepositoryPaths paths)
    {
        var run = new List<CommandScript>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var script in scripts) Add(script);
        for (var i = 0; i < run.Count; i++) Add(run[i]);
        return run;

        void Add(CommandScript script)
        {
            foreach (var use in script.Uses(paths))
            {
                if (
                    use.Kind != PathUse.Script
                    || use.Path is not { } path
                    || !(path.EndsWith(".sh", StringComparison.Ordinal) || path.EndsWith(".bash", StringComparison.Ordinal))
                )
                    continue;
                if (!known.Add(path) || paths.Read(path) is not { } text || !CommandText.IsOfBash(text)) continue;
                run.AddRange(
                    WithInline(
                        CommandText.OfFile(path, text, use.IsWrapped ? null : use.Folder) with
                        {
                            Step = script.Step,
                            Variables = script.Variables,
                        }
                    )
                );
            }
        }
    }

    private static IEnumerable<CommandScript> WithInline(CommandScript script)
    {
        yield return script;
        FrozenSet<string>? variables = null;
        foreach (var command in script.Commands)
        {
            foreach (var (word, isWrapped, stops) in CommandWords.Inline(command))
            {
                var inner = CommandText.OfWord(script, word, isWrapped ? null : script.Folder);
                var whole = inner with
                {
                    IsWrapped = isWrapped || script.IsWrapped,
                    StopsAtFailure = stops || CommandText.StopsAtFailure(inner.Shell.Text),
                    Step = script.Step,
                    Variables = variables ??= [.. script.Variables, .. VariableUses.Set(script)],
                    OfUpload = script.OfUpload,
                };
                foreach (var one in WithInline(whole)) yield return one;
            }
        }
    }

    private static IEnumerable<string> AbsolutePaths(IEnumerable<CommandScript> scripts) =>
        scripts.SelectMany(script => script.Commands).SelectMany(command => command.Words).Select(word => word.Literal).OfType<string>()
            .Select(word =>
                word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=') is > 0 and var equals ? word[(equals + 1)..] : word
            )
            .Where(word => word.StartsWith('/') && !word.Contains("//", StringComparison.Ordinal)).Select(word => word.Split("::")[0]);
}
