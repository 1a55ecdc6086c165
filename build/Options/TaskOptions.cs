using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using Cake.Core;

namespace Build.Options;

/// <summary>
/// The options of the command line, read by their types. What is wrong with them is kept, and <see cref="Check"/> names all of it at once
/// and ends the run with status 2.
/// </summary>
internal sealed class TaskOptions(ICakeArguments arguments)
{
    private const int WrongUsage = 2;

    private readonly List<string> problems = [];

    /// <summary>Whether the option was given at all.</summary>
    public bool Has(string name) => arguments.HasArgument(name);

    /// <summary>The option's text, or null where it was not given.</summary>
    public string? Text(string name)
    {
        if (!arguments.HasArgument(name)) return null;
        var values = arguments.GetArguments(name);
        if (values.Count > 1)
        {
            Wrong(name, "is given more than once; give it once");
            return null;
        }

        if (values.FirstOrDefault() is { Length: > 0 } value) return value;
        Wrong(name, "has no value; write --" + name + "=VALUE");
        return null;
    }

    /// <summary>The option's text; a missing one is a problem.</summary>
    public string Required(string name, string what)
    {
        if (!arguments.HasArgument(name)) Missing(name, what);
        return Text(name) ?? "";
    }

    /// <summary>Notes that a needed option is missing.</summary>
    public void Missing(string name, string what) => problems.Add($"--{name} is missing: {what}");

    /// <summary>Whether a switch is on: given bare, or as <c>true</c>.</summary>
    public bool Switch(string name)
    {
        if (!arguments.HasArgument(name)) return false;
        var value = arguments.GetArguments(name).LastOrDefault();
        if (string.IsNullOrEmpty(value) || value == "true") return true;
        if (value != "false")
            Wrong(name, $"is a switch and takes no value, so '{value}' is not understood; write --{name}, or --{name}=false");
        return false;
    }

    /// <summary>One of a few words; null where the option was not given or is none of them.</summary>
    public T? Choice<T>(string name, IEnumerable<(string Word, T Value)> table)
        where T : struct => Chosen(name, [.. table.Select(row => (row.Word, (T?)row.Value))]);

    /// <summary>One of a few things by their own words; null where the option was not given or is none of them.</summary>
    public T? Choice<T>(string name, IEnumerable<T> things)
        where T : class => Chosen(name, [.. things.Select(thing => (thing.ToString()!, thing))]);

    private T? Chosen<T>(string name, (string Word, T? Value)[] table)
    {
        if (Text(name) is not { } text) return default;
        foreach (var (word, value) in table)
        {
            if (word == text) return value;
        }

        var words = table.Select(row => row.Word).ToArray();
        Wrong(name, $"'{text}' is none of {string.Join(", ", words)}{Suggestion(text, words)}");
        return default;
    }

    /// <summary>A decimal number of at least <paramref name="least"/>; null where the option was not given or is none.</summary>
    public decimal? Number(string name, decimal least, decimal most, string unit)
    {
        if (Text(name) is not { } text) return null;
        if (
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least && number <= most) return number;
        Wrong(name, $"'{text}' is no {unit}{(most == decimal.MaxValue ? $" of at least {least}" : $" from {least} to {most}")}");
        return null;
    }

    /// <summary>Names separated by commas; empty where the option was not given.</summary>
    public ImmutableArray<string> Names(string name) =>
        Text(name) is { } text ? [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    /// <summary>Pairs <c>KEY=VALUE</c> of an option that may be given several times; of a key that is given twice the last
    /// counts.</summary>
    public ImmutableDictionary<string, string> Pairs(string name)
    {
        var pairs = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in arguments.HasArgument(name) ? arguments.GetArguments(name) : [])
        {
            if (text.IndexOf('=') is > 0 and var at) pairs[text[..at]] = text[(at + 1)..];
            else Wrong(name, $"'{text}' is no pair; write --{name}=KEY=VALUE");
        }

        return pairs.ToImmutable();
    }

    /// <summary>Notes what is wrong with an option.</summary>
    public void Wrong(string name, string what) => problems.Add($"--{name}: {what}");

    /// <summary>Notes what is wrong with the usage as a whole.</summary>
    public void Wrong(string what) => problems.Add(what);

    /// <summary>Ends the run where anything is wrong, naming all of it.</summary>
    /// <exception cref="CakeException">Anything is wrong: exit status 2, a line for each problem.</exception>
    public void Check()
    {
        if (problems.Count > 0)
            throw new CakeException(
                WrongUsage,
                VisibleText.Of(string.Join("\n" + "Error: ", problems)).Replace("\n", Environment.NewLine, StringComparison.Ordinal)
            );
    }

    /// <summary>Notes the options that neither the host nor the target knows.</summary>
    public void CheckNames(TaskRow task)
    {
        var known = CommonOptions.OfHost.Concat(CommonOptions.OfTargets).Concat(task.Options).Select(option => option.Name).ToArray();
        foreach (var name in arguments.GetArguments().Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
            problems.Add(
                $"{task.Name} has no option --{name}; "
                    + $"{Spelling.Suggest(name, known, "./build.sh --help --target=" + task.Name + " lists them")}"
            );
    }

    private static string Suggestion(string text, IEnumerable<string> words) =>
        Spelling.Nearest(text, words) is { } near ? $"; did you mean '{near}'?" : "";
}
