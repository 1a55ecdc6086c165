using System.Text;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;

namespace Build.Options;

/// <summary>What <c>./build.sh --help</c> shows.</summary>
internal static class HelpPage
{
    private const int Width = 100;
    private const int Margin = 32;

    /// <summary>Whether the command line asks for help.</summary>
    public static bool IsAskedFor(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?" or "--help=true");

    /// <summary>The page for the whole build, or for the target that the command line names.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="settings">The repository's: generations, queues and categories are called as they are there.</param>
    public static string For(string[] args, CiSettings settings) =>
        OptionValue.Filled(Value(args, "--target", "-t") is { } name && TaskTable.Find(name) is { } task ? OfTask(task, settings) : OfBuild(settings), settings);

    /// <summary>The settings of the repository that the command line is about; the built-in ones where it has none that can be read.</summary>
    public static CiSettings Settings(string[] args)
    {
        var root = Value(args, "--root", "--root") ?? BuildContext.OwnRepository();
        return Directory.Exists(root) && CiSettings.Read(new DiskFileTree(Path.GetFullPath(root))) is { Value: { } settings, HasErrors: false } ? settings : CiSettings.BuiltIn;
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

    private static string OfBuild(CiSettings settings)
    {
        var page = new StringBuilder("""
            Continuous integration of vLLM on TPU, on Buildkite and on a laptop.

              ./build.sh                       check the catalogue, write the pipeline and show it
              ./build.sh --target=Test         build and run all tests
              ./build.sh --target=AddModel --model-name meta-llama/Llama-3.1-8B --queue {queue}
                                               put a model into CI
              ./build.sh --help --target=NAME  the options of a target

            Targets:

            """);
        foreach (var task in TaskTable.All()) AppendRow(page, task.Name, task.Description);
        page.Append("\nOptions of every target:\n");
        Append(page, CommonOptions.OfTargets, settings);
        page.Append("\nOptions of the host:\n");
        Append(page, CommonOptions.OfHost, settings);
        page.Append("\nExit status: 0 done; 1 the work found failures, or errors in the input; 2 wrong usage; 130, 143 ended by Ctrl-C, TERM.\n");
        return page.ToString();
    }

    private static string OfTask(TaskRow task, CiSettings settings)
    {
        var page = new StringBuilder($"{task.Name}: {task.Description}\n\nUsage: ./build.sh --target={task.Name} [options]\n");
        if (task.Options.Length > 0) page.Append("\nOptions:\n");
        Append(page, task.Options, settings);
        page.Append("\nOptions of every target:\n");
        Append(page, CommonOptions.OfTargets, settings);
        return page.ToString();
    }

    private static void Append(StringBuilder page, IEnumerable<OptionAttribute> options, CiSettings settings)
    {
        foreach (var option in options) AppendRow(page, option.Value.Length == 0 ? $"--{option.Name}" : $"--{option.Name} {OptionValue.Filled(option.Value, settings)}", OptionValue.Filled(option.Meaning, settings));
    }

    private static void AppendRow(StringBuilder page, string left, string right)
    {
        var lines = Wrap(right).ToList();
        if (left.Length + 2 < Margin)
        {
            page.Append($"  {left.PadRight(Margin - 2)}{lines[0]}\n");
            lines.RemoveAt(0);
        }
        else
        {
            page.Append($"  {left}\n");
        }

        foreach (var line in lines) page.Append($"{new string(' ', Margin)}{line}\n");
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > Width - Margin)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
