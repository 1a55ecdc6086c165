using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;

namespace Build.Options;

/// <summary>What <c>./build.sh --help</c> shows.</summary>
internal static class HelpPage
{
    private const int Widest = 100;
    private const int Narrowest = 30;

    // Below this width what an option means is written below its name.
    private const int WidthOfTwoColumns = 80;

    /// <summary>The terminal's width; without one, the widest that is used.</summary>
    public static int TerminalWidth => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Widest : Console.WindowWidth;

    /// <summary>Whether the command line asks for help.</summary>
    public static bool IsAskedFor(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?" or "--help=true");

    /// <summary>The page for the whole build, or for the target that the command line names.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="settings">The repository's: generations, queues and categories are called as they are there.</param>
    /// <param name="width">Characters of a line, where words allow it.</param>
    public static string For(string[] args, CiSettings settings, int width = Widest)
    {
        var page = new HelpText(Math.Clamp(width, Narrowest, Widest), Math.Clamp(width, Narrowest, Widest) < WidthOfTwoColumns ? 6 : 32);
        if (Value(args, "--target", "-t") is { } name && TaskTable.Find(name) is { } task) OfTask(page, task, settings);
        else OfBuild(page, settings);
        return OptionValue.Filled(page.ToString(), settings);
    }

    /// <summary>The settings of the repository that the command line is about; the built-in ones where it has none that can be
    /// read.</summary>
    public static CiSettings Settings(string[] args)
    {
        var root = Value(args, "--root", "--root") ?? BuildContext.OwnRepository();
        return
            Directory.Exists(root) && CiSettings.Read(new DiskFileTree(Path.GetFullPath(root))) is { Value: { } settings, HasErrors: false }
            ? settings
            : CiSettings.BuiltIn;
    }

    private static string? Value(string[] args, string option, string shortOption)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == option || args[i] == shortOption) return args.ElementAtOrDefault(i + 1);
            if (args[i].StartsWith(option + "=", StringComparison.Ordinal)) return args[i][(option.Length + 1)..];
        }

        return null;
    }

    private static void OfBuild(HelpText page, CiSettings settings)
    {
        page.Paragraph("Continuous integration of vLLM on TPU, on Buildkite and on a laptop.");
        page.Line("");
        page.Row("./build.sh", "check the catalogue, write the pipeline and show it");
        page.Row("./build.sh --target=Test", "build and run all tests");
        page.Row(
            OptionValue.Filled("./build.sh --target=AddModel --model-name meta-llama/Llama-3.1-8B --queue {queue}", settings),
            "put a model into CI"
        );
        page.Row("./build.sh --help --target=NAME", "the options of a target");
        page.Line("\nTargets:");
        foreach (var task in TaskTable.All()) page.Row(task.Name, task.Description);
        page.Line("\nOptions of every target:");
        Append(page, CommonOptions.OfTargets, settings);
        page.Line("\nOptions of the host:");
        Append(page, CommonOptions.OfHost, settings);
        page.Line("");
        page.Paragraph(
            "Exit status: 0 done; 1 the work found failures, or errors in the input; 2 wrong usage; 130, 143 ended by Ctrl-C, TERM."
        );
    }

    private static void OfTask(HelpText page, TaskRow task, CiSettings settings)
    {
        page.Paragraph($"{task.Name}: {task.Description}");
        page.Line("");
        page.Paragraph($"Usage: ./build.sh --target={task.Name} [options]");
        if (task.Options.Length > 0) page.Line("\nOptions:");
        Append(page, task.Options, settings);
        page.Line("\nOptions of every target:");
        Append(page, CommonOptions.OfTargets, settings);
    }

    private static void Append(HelpText page, IEnumerable<OptionAttribute> options, CiSettings settings)
    {
        foreach (var option in options)
            page.Row(
                option.Value.Length == 0 ? $"--{option.Name}" : $"--{option.Name} {OptionValue.Filled(option.Value, settings)}",
                OptionValue.Filled(option.Meaning, settings)
            );
    }
}
