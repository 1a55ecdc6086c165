using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>A variable that <c>ci.yml</c> gives to the files of a build. Its texts can use the variables that are known before
/// it.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Location">Where it is written.</param>
public sealed record BuildVariable(string Name, SourceLocation Location)
{
    /// <summary>A variable of <c>ci.yml</c> has no value for what it is looked up with.</summary>
    internal static Rule NoValue { get; } = new("U010", Severity.Error, "A variable of ci.yml has no value for this build",
        "variables:\n  QUEUE: { by: \"${CHIPS}\", values: { \"1\": tpu_v6e_queue } }   # CHIPS=4\n",
        "variables:\n  QUEUE: { by: \"${CHIPS}\", values: { \"1\": tpu_v6e_queue, \"4\": tpu_v6e_4_queue } }\n")
    {
        Why = "A variable had values for two kinds of build, and the third got none: its upload failed on the first night.",
    };

    /// <summary>Its value; null where <see cref="Table"/> decides.</summary>
    public TextTemplate? Text { get; init; }

    /// <summary>What is looked up in <see cref="Table"/>; null: the generation, then the build's kind.</summary>
    public TextTemplate? By { get; init; }

    /// <summary>Values by what they are looked up with.</summary>
    public ImmutableArray<KeyValuePair<string, TextTemplate>> Table { get; init; } = [];

    /// <summary>The value where the table has none; null: the variable is not set, and with <see cref="By"/> that is an error.</summary>
    public TextTemplate? Otherwise { get; init; }

    /// <summary>Sets variables one after the other.</summary>
    /// <param name="all">The variables in their order.</param>
    /// <param name="known">What is known before.</param>
    /// <param name="generation">The generation that a file is expanded for, or null.</param>
    /// <param name="identity">The build.</param>
    public static Diagnosed<Variables> SetAll(
        ImmutableArray<BuildVariable> all,
        Variables known,
        Generation? generation,
        BuildIdentity identity
    )
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var variable in all)
        {
            var value = variable.Value(known, generation, identity, found);
            if (value is not null) known = known.With(variable.Name, value);
        }

        return Diagnosed.With(known, found);
    }

    private string? Value(Variables known, Generation? generation, BuildIdentity identity, ImmutableArray<Diagnostic>.Builder found)
    {
        if (Text is not null) return Expanded(Text, known);
        if (By is null)
        {
            IEnumerable<string> keys = generation is null ? identity.Occasions : identity.Occasions.Prepend(generation.Name);
            return Expanded(keys.Select(Row).FirstOrDefault(row => row is not null) ?? Otherwise, known);
        }

        var wanted = Expanded(By, known) ?? "";
        if ((Row(wanted) ?? Otherwise) is { } text) return Expanded(text, known);
        var rows = Table.Select(row => row.Key).ToArray();
        found.Add(
            new Diagnostic(
                NoValue,
                Location,
                $"'{Name}' has no value for '{wanted}' ({By.Source})",
                Spelling.Suggest(wanted, rows, $"it has {string.Join(", ", rows)}")
            )
        );
        return null;
    }

    private TextTemplate? Row(string key) => Table.Where(row => row.Key == key).Select(row => row.Value).FirstOrDefault();

    private static string? Expanded(TextTemplate? template, Variables known) => template?.Expand(known).Text;
}
