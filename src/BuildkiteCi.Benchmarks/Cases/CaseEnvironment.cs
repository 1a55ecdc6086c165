using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Environment variables in the order in which they are written, each name once.</summary>
/// <param name="Variables">The variables.</param>
public sealed record CaseEnvironment(ImmutableArray<CaseVariable> Variables)
{
    /// <summary>No variables.</summary>
    public static readonly CaseEnvironment None = new([]);

    /// <summary>The variable of this name, or null.</summary>
    public CaseVariable? this[string name] => Variables.FirstOrDefault(variable => variable.Name == name);

    /// <summary>These variables with others laid over them: the others win, in the place of what they replace.</summary>
    public CaseEnvironment With(CaseEnvironment over) => new(
    [
        .. Variables.Select(variable => over[variable.Name] ?? variable),
        .. over.Variables.Where(variable => this[variable.Name] is null),
    ]);
}

/// <summary>A variable and its value.</summary>
/// <param name="Name">Letters, digits and <c>_</c>.</param>
/// <param name="NameLocation">Where its name is written.</param>
/// <param name="Kind">What it was in the file: steps keep numbers as numbers.</param>
/// <param name="Text">As a process gets it: booleans in lower case, numbers as they are written.</param>
/// <param name="Location">Where its value is written.</param>
public sealed record CaseVariable(string Name, SourceLocation NameLocation, VariableKind Kind, string Text, SourceLocation Location);

/// <summary>What a variable's value is in its file.</summary>
public enum VariableKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
