using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A command of a case, not yet resolved for a machine.</summary>
/// <param name="Kind">Which program.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Arguments">In the file's order; each name once.</param>
/// <param name="Environment">Of this command's process alone.</param>
public sealed record CaseCommand(
    CommandKind Kind,
    SourceLocation Location,
    ImmutableArray<CaseArgument> Arguments,
    CaseEnvironment Environment
)
{
    /// <summary>The argument of this name, or null.</summary>
    public CaseArgument? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name);

    /// <summary>The text of an argument that is the same on every machine, or null.</summary>
    public string? Text(string name) => (this[name]?.Value as TextArgument)?.Text;

    /// <summary>The items of an argument that is a list with commas; none where it is not there.</summary>
    internal string[] Words(string name) => (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries);
}
