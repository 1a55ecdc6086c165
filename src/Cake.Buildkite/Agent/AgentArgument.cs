using System.Collections.Immutable;
using System.Text;
using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>One argument of a list within Cake's argument builder, which knows nothing but text to be joined by spaces.</summary>
/// <param name="Value">What the program gets.</param>
/// <param name="Shown">What logs get.</param>
internal sealed record AgentArgument(string Value, string Shown) : IProcessArgument
{
    /// <summary>The list that went into a builder; null where somebody added arguments of another kind, which may be several
    /// words.</summary>
    public static ImmutableArray<string>? ListIn(ProcessArgumentBuilder builder) =>
        builder.All(argument => argument is AgentArgument) ? [.. builder.Cast<AgentArgument>().Select(argument => argument.Value)] : null;

    public string Render() => Quoted(Value);

    public string RenderSafe() => Quoted(Shown);

    /// <summary>
    /// Quotes by the rules by which .NET and Windows split a command line: backslashes are literal unless a double quote follows them.
    /// </summary>
    private static string Quoted(string value)
    {
        if (value.Length > 0 && !value.Any(c => char.IsWhiteSpace(c) || c == '"'))
            return value;

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var c in value)
        {
            if (c == '"')
                quoted.Append('\\', backslashes + 1);

            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.Append(c);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
