using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>A block <c>variables</c> of <c>ci.yml</c>: texts, and tables by generation, by kind of build, or by any text.</summary>
internal static class VariableReading
{
    private const string By = "by";
    private const string Values = "values";
    private const string Otherwise = "otherwise";

    /// <summary>The variables in the order of the file.</summary>
    public static ImmutableArray<BuildVariable> Read(SettingsBlock? block) =>
        block is null ? [] : [.. block.Keys.Select(name => Variable(block, name))];

    /// <summary>A text with variables in it; a text that is none is noted, and empty.</summary>
    public static TextTemplate Template(SettingsBlock block, string key, string text)
    {
        var (template, problem) = TextTemplate.Parse(text);
        if (template is not null) return template;
        block.NoteWrong(key, $"a text whose variables can be understood ({problem!.Message})");
        return new TextTemplate("", []);
    }

    private static BuildVariable Variable(SettingsBlock block, string name)
    {
        if (!VariableName.IsOne(name)) block.NoteWrongKey(name, "the name of a variable: a letter, then letters, digits and '_'");
        var variable = new BuildVariable(name, block.LocationOf(name));
        if (!block.HasBlock(name)) return variable with { Text = Template(block, name, block.Text(name) ?? "") };
        var table = block.Block(name)!;
        if (!table.Has(By))
        {
            return variable with
            {
                Table =
                [
                    .. table
                        .NamedTexts()
                        .Where(row => row.Key != Otherwise)
                        .Select(row => KeyValuePair.Create(row.Key, Template(table, row.Key, row.Text))),
                ],
                Otherwise = Optional(table, Otherwise),
            };
        }

        var values = table.Block(Values);
        if (values is null) table.NoteMissing(Values);
        variable = variable with
        {
            By = Optional(table, By),
            Table = values is null
                ? []
                : [.. values.NamedTexts().Select(row => KeyValuePair.Create(row.Key, Template(values, row.Key, row.Text)))],
            Otherwise = Optional(table, Otherwise),
        };
        table.NoteUnknown();
        return variable;
    }

    private static TextTemplate? Optional(SettingsBlock block, string key) =>
        block.Text(key) is { } text ? Template(block, key, text) : null;
}
