using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>The <c>docker</c> plugin: one container of an image.</summary>
internal sealed class DockerPlugin(string source, YamlMapping settings, Func<string, string> apply)
    : ContainerPlugin(source, settings, apply)
{
    private const string UsualFolder = "/workdir";

    // Settings that are an option of 'docker run' each, with one value or several.
    private static readonly ImmutableArray<(string Setting, string Option)> Plain =
    [
        ("user", "--user"),
        ("network", "--network"),
        ("platform", "--platform"),
        ("pid", "--pid"),
        ("gpus", "--gpus"),
        ("runtime", "--runtime"),
        ("ipc", "--ipc"),
        ("userns", "--userns"),
        ("shm-size", "--shm-size"),
        ("cpus", "--cpus"),
        ("memory", "--memory"),
        ("memory-swap", "--memory-swap"),
        ("memory-swappiness", "--memory-swappiness"),
        ("storage-opt", "--storage-opt"),
        ("tmpfs", "--tmpfs"),
        ("devices", "--device"),
        ("sysctls", "--sysctl"),
        ("add-caps", "--cap-add"),
        ("drop-caps", "--cap-drop"),
        ("security-opts", "--security-opt"),
        ("ulimits", "--ulimit"),
        ("publish", "--publish"), ("additional-groups", "--group-add"), ("env-file", "--env-file"), ("add-host", "--add-host"),
    ];

    // Done in another way, or without a difference here.
    private static readonly ImmutableArray<string> Others =
    [
        "image",
        "command",
        "shell",
        "entrypoint",
        "workdir",
        "environment",
        "propagate-environment",
        "volumes",
        "mounts",
        "mount-checkout",
        "privileged",
        "init",
        "always-pull",
        "pull-retries",
        "debug", "tty", "interactive",
    ];

    public override ImmutableArray<string> NotDone =>
        [.. Settings.Names.Where(name => !Others.Contains(name) && Plain.All(row => row.Setting != name) && Settings.Flag(name) != false)];

    public override CommandLine Run(string command, string root, string job, ImmutableDictionary<string, string?> environment)
    {
        var (variables, given) = Variables("environment", environment);
        var mounts = Settings.Flag("mount-checkout") ?? true;
        var folder = Settings.Has("workdir") ? Settings.Text("workdir") : mounts ? UsualFolder : "";
        ImmutableArray<string> arguments =
        [
            "run", "--rm", "--name", Name(job),
            .. If(Settings.Flag("init") ?? true, "--init"),
            .. If(Settings.Flag("privileged") == true, "--privileged"),
            .. If(Settings.Flag("always-pull") == true, "--pull", "always"),
            .. If(mounts, "--volume", $"{root}:{folder}"), .. Volumes(root), .. If(folder.Length > 0, "--workdir", folder),
            .. Plain.SelectMany(row => Settings.Options(row.Setting, row.Option)),
            .. variables,
            .. If(Settings.Has("entrypoint"), "--entrypoint", Settings.Flag("entrypoint") == false ? "" : Settings.Text("entrypoint")),
            Settings.Text("image"), .. Words(command),
        ];
        return new CommandLine("docker", arguments) { Environment = given };
    }

    public override CommandLine CleanUp(string root, string job) => CommandLine.Of("docker", "rm", "--force", "--volumes", Name(job));

    private static IEnumerable<string> If(bool condition, params IEnumerable<string> arguments) => condition ? arguments : [];
}
