using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>
/// A step's command in a container, by the common settings of Buildkite's <c>docker</c> and <c>docker-compose</c> plugins (their
/// documentation). The plugins themselves are not run.
/// </summary>
public abstract class ContainerPlugin
{
    // As both plugins have it where neither 'shell' nor 'entrypoint' is given.
    private static readonly ImmutableArray<string> UsualShell = ["/bin/sh", "-e", "-c"];

    // What is the machine's own, or ours, and means nothing in a container.
    private static readonly ImmutableArray<string> OfTheMachine = ["PATH", "HOME", "TERM", "SHELL", "PWD"];

    private protected ContainerPlugin(string source, YamlMapping settings, Func<string, string> apply)
    {
        Source = source;
        Settings = new PluginSettings(settings, apply);
    }

    /// <summary>The plugin as the step names it: <c>docker#v5.12.0</c>.</summary>
    public string Source { get; }

    /// <summary>Whether the plugin brings a command, so that the step needs none.</summary>
    public bool HasCommand => Settings.Has("command");

    /// <summary>Settings that make a difference on an agent and are not done here, in the order in which they are written.</summary>
    public abstract ImmutableArray<string> NotDone { get; }

    private protected PluginSettings Settings { get; }

    /// <summary>The container that a step's plugins ask for; null: none of them does, or one without which there is nothing to
    /// run.</summary>
    /// <param name="step">The step.</param>
    /// <param name="apply">Puts a job's matrix values into a text.</param>
    public static ContainerPlugin? Of(CommandStep step, Func<string, string> apply)
    {
        foreach (var (source, settings) in Plugins(step))
        {
            if (Is(source, "docker") && settings.Has("image")) return new DockerPlugin(source, settings, apply);
            if (Is(source, "docker-compose") && settings.Has("run")) return new ComposePlugin(source, settings, apply);
        }

        return null;
    }

    /// <summary>The plugins that a step names, in order.</summary>
    public static IEnumerable<(string Source, YamlMapping Settings)> Plugins(CommandStep step) =>
        from plugin in (step.Body["plugins"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? []
        from entry in plugin.Entries
        select (entry.Key, entry.Value as YamlMapping ?? YamlMapping.Of());

    /// <summary>The engine's command line for a job.</summary>
    /// <param name="command">The step's command; may be empty where the plugin brings one.</param>
    /// <param name="root">Full path of the checkout.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="environment">The job's variables. Values that the container gets stay in the client's environment, and are on no
    /// command line.</param>
    public abstract CommandLine Run(string command, string root, string job, ImmutableDictionary<string, string?> environment);

    /// <summary>Ends what is left of the job's container, however the job ended.</summary>
    public abstract CommandLine CleanUp(string root, string job);

    /// <summary>What a job's container, or its project, is called.</summary>
    internal static string Name(string job) => $"buildkiteci-{job}";

    /// <summary>The words behind the image or service: the shell with the step's command, then the plugin's own.</summary>
    private protected IEnumerable<string> Words(string command)
    {
        var shell =
            Settings.Flag("shell") == false || Settings.Has("entrypoint") || command.Length == 0 ? []
            : Settings.List("shell") is { IsEmpty: false } own ? own
            : UsualShell;
        return [.. shell, .. command.Length == 0 ? Array.Empty<string>() : [command], .. Settings.List("command")];
    }

    /// <summary>Options for variables by name, and those among them that have a value of their own.</summary>
    private protected (IEnumerable<string> Options, ImmutableDictionary<string, string?> Environment) Variables(
        string setting,
        ImmutableDictionary<string, string?> environment
    )
    {
        var names = new List<string>();
        var given = environment;
        foreach (var text in Settings.List(setting))
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? text : text[..at];
            if (at >= 0) given = given.SetItem(name, text[(at + 1)..]);
            names.Add(name);
        }

        if (Settings.Flag("propagate-environment") == true)
            names.AddRange(
                environment
                    .Where(variable =>
                        variable.Value is not null
                        && !OfTheMachine.Contains(variable.Key)
                        && !variable.Key.StartsWith("BUILDKITECI_", StringComparison.Ordinal)
                    )
                    .Select(variable => variable.Key)
                    .Order(StringComparer.Ordinal)
            );
        return (names.Distinct(StringComparer.Ordinal).SelectMany(name => new[] { "--env", name }), given);
    }

    private protected IEnumerable<string> Volumes(string root) =>
        Settings
            .List("volumes")
            .Concat(Settings.List("mounts"))
            .SelectMany(volume =>
                new[]
                {
                    "--volume",
                    volume.StartsWith('.') ? Path.GetFullPath(volume.Split(':')[0], root) + volume[volume.Split(':')[0].Length..] : volume,
                }
            );

    private static bool Is(string source, string name)
    {
        var written = PluginSource.WriteOut(source);
        var full = $"github.com/buildkite-plugins/{name}-buildkite-plugin";
        return written == full || written.StartsWith($"{full}#", StringComparison.Ordinal);
    }
}
