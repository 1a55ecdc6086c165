namespace Build.Options;

/// <summary>The options that every target has, and those of the host.</summary>
internal static class CommonOptions
{
    public static readonly OptionAttribute[] OfTargets =
    [
        new("root", "DIR", "the repository worked on; default: the one that holds build.sh"),
        new(
            "build",
            "auto|buildkite|local",
            "where meta-data, uploads and outcomes go; auto (the default) is buildkite where BUILDKITE=true, else local"
        ),
        new("state", "DIR", "the local build's state; default: .buildkite-local below the root"),
    ];

    public static readonly OptionAttribute[] OfHost =
    [
        new("target", "NAME", "what to do; default: Default"),
        new("verbosity", "LEVEL", "quiet, minimal, normal, verbose or diagnostic"),
        new("exclusive", "", "run the target without what it depends on"),
        new("dryrun", "", "name the tasks that would run, and run none; also --noop, --whatif"),
        new("description", "", "list all targets with a line each"),
        new("tree", "", "show which target depends on which"),
        new("working", "DIR", "the folder in which to start"),
        new("version", "", "the host's version"),
        new("info", "", "the host's and the machine's versions, and how long a start takes, phase by phase"),
        new("help", "", "this page; with --target=NAME that target's options"),
    ];
}
