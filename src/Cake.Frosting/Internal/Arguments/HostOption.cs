using System.Collections.Immutable;

namespace Cake.Frosting.Internal;

/// <summary>An option that the host itself understands; any other option belongs to the tasks.</summary>
/// <param name="Name">After two dashes.</param>
/// <param name="Short">The letter after a single dash; null: there is none.</param>
/// <param name="ValueName">What the help calls the value; null: a switch, which may still be given as <c>=true</c> or
/// <c>=false</c>.</param>
/// <param name="Help">One line for people.</param>
/// <param name="Mode">What the host does instead of running the target; where several ask for something else, the last in <see cref="All"/>
/// wins.</param>
internal sealed record HostOption(string Name, char? Short, string? ValueName, string Help, HostMode Mode = HostMode.Run)
{
    public static readonly HostOption Target = new(
        "target",
        't',
        "TARGET",
        "Task to run after all that it depends on (default: Default); may be repeated"
    );
    public static readonly HostOption Working = new("working", 'w', "PATH", "Folder to work in");
    public static readonly HostOption Verbosity = new(
        "verbosity",
        'v',
        "VERBOSITY",
        "Quiet, Minimal, Normal, Verbose or Diagnostic (default: Normal)"
    );
    public static readonly HostOption Exclusive = new("exclusive", 'e', null, "Runs the target without what it depends on");
    public static readonly HostOption DryRun = new(
        "dryrun",
        null,
        null,
        "Lists the tasks in the order in which they would run",
        HostMode.DryRun
    )
    {
        OtherNames = ["noop", "whatif"],
    };
    public static readonly HostOption Tree = new("tree", null, null, "Shows which task depends on which", HostMode.Tree)
    {
        OtherNames = ["showtree"],
    };
    public static readonly HostOption Description = new("description", null, null, "Shows what each task does", HostMode.Description)
    {
        OtherNames = ["descriptions", "showdescription", "showdescriptions"],
    };
    public static readonly HostOption Version = new("version", null, null, "Shows the version of Cake", HostMode.Version)
    {
        OtherNames = ["ver"],
    };
    public static readonly HostOption Info = new("info", null, null, "Shows the version of Cake and more about it", HostMode.Info);
    public static readonly HostOption HelpOption = new("help", 'h', null, "Shows this text", HostMode.Help);

    /// <summary>In the order in which the help lists them.</summary>
    public static readonly ImmutableArray<HostOption> All =
        [Target, Working, Verbosity, Exclusive, DryRun, Tree, Description, Version, Info, HelpOption];

    /// <summary>Names that mean the same; Cake's own hosts know them, so builds and habits do.</summary>
    public ImmutableArray<string> OtherNames { get; init; } = [];

    /// <summary>The option of that name in any letter case: <c>--WhatIf</c> taken for a task's argument would run what it was to
    /// list.</summary>
    public static HostOption? Long(string name) =>
        All.FirstOrDefault(option => option.OtherNames.Prepend(option.Name).Contains(name, StringComparer.OrdinalIgnoreCase));

    public static HostOption? OfLetter(char letter) => All.FirstOrDefault(option => option.Short == letter);
}
