using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// Runs hooks around a job's command, as the agent does: those of the repository (<c>.buildkite/hooks</c>) and those of plugins that are on
/// this machine. What a hook exports, and the folder that it changes to, hold for everything behind it. Source: Buildkite's documentation,
/// agent hooks.
/// </summary>
internal static class JobHooks
{
    /// <summary>The folder of a repository's own hooks.</summary>
    public const string OfRepository = ".buildkite/hooks";

    // A checkout is nothing that a local build does, so its hooks are not run.
    private static readonly ImmutableArray<string> Phases = ["environment", "pre-command", "command", "post-command", "pre-exit"];

    /// <summary>The folder of a plugin that is on this machine: in the repository (<c>./.buildkite/plugins/cache</c>), or below the folder
    /// in which an agent keeps plugins. None is downloaded.</summary>
    /// <param name="root">Full path of the repository.</param>
    /// <param name="agentFolder">The agent's folder (<c>BUILDKITE_PLUGINS_PATH</c>); null: there is none.</param>
    /// <param name="source">The plugin, as a step names it.</param>
    /// <returns>Relative to the repository, or a full path; null: it is not here.</returns>
    public static string? FindPlugin(string root, string? agentFolder, string source)
    {
        var folder = source.StartsWith('.') || source.StartsWith('/') ? source.Split('#')[0]
            : agentFolder is { Length: > 0 } ? Path.Combine(agentFolder, HookedPlugin.FolderName(source))
            : null;
        return folder is not null && Directory.Exists(Path.Combine(root, folder, "hooks")) ? folder : null;
    }

    /// <summary>Whether there is anything to run around a job's command.</summary>
    public static bool Has(string root, RunJob job) => !Sets(root, job).IsEmpty;

    /// <summary>Whether a hook takes the place of a job's command.</summary>
    public static bool BringsCommand(string root, RunJob job) => Sets(root, job).Any(set => set.Has("command"));

    /// <summary>The bash script that runs the command that it is started with, and the hooks around it.</summary>
    public static string Write(string root, RunJob job)
    {
        var sets = Sets(root, job);
        var script = new StringBuilder(HookScript.Functions);
        foreach (var phase in Phases.Take(2)) Add(sets, phase, call => $"[ $status != 0 ] || {call} || status=$?\n");

        // A plugin's command takes the place of the repository's, and that the place of the step's.
        var commands = sets.Where(set => set.Has("command")).ToList();
        if (commands.Exists(set => set.IsPlugin)) commands.RemoveAll(set => !set.IsPlugin);
        Add(commands, "command", call => $"[ $status != 0 ] || {{ commanded=1; {call} || status=$?; }}\n");
        script.Append("if [ $status = 0 ] && [ -z \"$commanded\" ]; then commanded=1; run \"$@\" || status=$?; fi\n");
        script.Append("export BUILDKITE_COMMAND_EXIT_STATUS=$status\n");

        // Version 4 of the agent runs these from the last to the first; where one fails, the job does.
        Add(sets.Reverse(), "post-command", call => $"[ -z \"$commanded\" ] || {call} || status=$?\n");
        Add(sets.Reverse(), "pre-exit", call => $"{call} || status=$?\n");
        return script.Append("exit $status\n").ToString();

        void Add(IEnumerable<HookSet> having, string phase, Func<string, string> line)
        {
            foreach (var set in having.Where(set => set.Has(phase))) script.Append(line(set.Call(phase)));
        }
    }

    private static ImmutableArray<HookSet> Sets(string root, RunJob job) =>
        [
            .. new[] { new HookSet("repository", Path.Combine(root, OfRepository), IsPlugin: false, []) }
                .Concat(
                    job.Plugins.Select(plugin => new HookSet(
                        $"plugin {plugin.Name}",
                        Path.Combine(root, plugin.Folder, "hooks"),
                        IsPlugin: true,
                        [
                            .. plugin.Variables,
                            new("BUILDKITE_PLUGIN_NAME", plugin.Name),
                            new("BUILDKITE_PLUGIN_CONFIGURATION", plugin.Configuration),
                        ]
                    ))
                )
                .Where(set => Phases.Any(set.Has)),
        ];

    private sealed record HookSet(string Title, string Folder, bool IsPlugin, ImmutableArray<KeyValuePair<string, string>> Variables)
    {
        // A repository has no environment hook: it would come before the checkout.
        public bool Has(string phase) => (IsPlugin || phase != "environment") && File.Exists(Path.Combine(Folder, phase));

        public string Call(string phase) =>
            string.Join(
                ' ',
                Variables
                    .Select(variable => ShellWord.Quote($"{variable.Key}={variable.Value}"))
                    .Prepend(ShellWord.Quote(Path.Combine(Folder, phase)))
                    .Prepend(ShellWord.Quote($"{Title} {phase}"))
                    .Prepend("hook")
            );
    }
}
