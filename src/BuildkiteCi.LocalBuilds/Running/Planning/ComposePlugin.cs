using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>The <c>docker-compose</c> plugin's <c>run</c>: a service of a compose file, with those that it depends on.</summary>
internal sealed class ComposePlugin(string source, YamlMapping settings, Func<string, string> apply)
    : ContainerPlugin(source, settings, apply)
{
    private static readonly ImmutableArray<string> Done =
    [
        "run",
        "config",
        "command",
        "shell",
        "entrypoint",
        "workdir",
        "environment",
        "env",
        "propagate-environment",
        "volumes",
        "user",
        "dependencies",
        "mount-checkout",
        "tty",
        "verbose",
        "quiet-pull",
        "pull-retries",
    ];

    public override ImmutableArray<string> NotDone =>
        [.. Settings.Names.Where(name => !Done.Contains(name) && Settings.Flag(name) != false)];

    public override CommandLine Run(string command, string root, string job, ImmutableDictionary<string, string?> environment)
    {
        var (variables, given) = Variables("environment", environment);
        var (others, all) = Variables("env", given);
        var folder = Settings.Text("workdir");
        ImmutableArray<string> arguments =
        [
            .. Project(job), "run", "--rm", "--no-TTY", "--name", Name(job),
            .. Settings.Flag("mount-checkout") == true
                ? ["--volume", $"{root}:{(folder.Length > 0 ? folder : "/workdir")}"]
                : Array.Empty<string>(),
            .. Volumes(root),
            .. Settings.Options("workdir", "--workdir"),
            .. Settings.Options("user", "--user"),
            .. Settings.Options("entrypoint", "--entrypoint"),
            .. Settings.Flag("dependencies") == false ? ["--no-deps"] : Array.Empty<string>(),
            .. variables, .. others,
            Settings.Text("run"), .. Words(command),
        ];
        return new CommandLine("docker", arguments) { Environment = all };
    }

    public override CommandLine CleanUp(string root, string job) =>
        new("docker", [.. Project(job), "down", "--volumes", "--remove-orphans"]) { Folder = root };

    // A project of its own for each job: two jobs of one build do not share containers or networks.
    private ImmutableArray<string> Project(string job) => ["compose", "--project-name", Name(job), .. Settings.Options("config", "--file")];
}
