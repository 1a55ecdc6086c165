using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A script as bash would read it.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Commands">The commands up to the first error.</param>
/// <param name="Problem">The first error, or null where bash takes the script (<c>bash -n</c>).</param>
public sealed record ShellScript(string Text, ImmutableArray<ListItem> Commands, ShellProblem? Problem)
{
    /// <summary>Reads a script. Extended patterns are known where the script itself switches them on.</summary>
    public static ShellScript Parse(string text) => Parse(text, text.Contains("extglob", StringComparison.Ordinal));

    /// <summary>Reads a script.</summary>
    /// <param name="text">The script, with line feeds at the ends of its lines.</param>
    /// <param name="extendedGlob">Whether <c>@(a|b)</c> is a pattern everywhere (<c>shopt -s extglob</c>), not only within <c>[[ …
    /// ]]</c>.</param>
    public static ShellScript Parse(string text, bool extendedGlob)
    {
        var commands = ImmutableArray.CreateBuilder<ListItem>();
        try
        {
            new ShellGrammar(new ShellLexer(text, extendedGlob)).Script(commands);
            return new ShellScript(text, commands.ToImmutable(), null);
        }
        catch (ShellStopped stopped)
        {
            return new ShellScript(text, commands.ToImmutable(), stopped.Problem);
        }
    }
}
