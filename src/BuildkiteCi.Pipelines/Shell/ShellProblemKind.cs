namespace BuildkiteCi.Pipelines.Shell;

/// <summary>What bash does not take in a script.</summary>
public enum ShellProblemKind
{
    /// <summary>A word or an operator is where the grammar has no place for it.</summary>
    Unexpected,

    /// <summary>A quote, a brace or a parenthesis is never closed.</summary>
    Unclosed,

    /// <summary>The script ends within a command.</summary>
    EndsEarly,

    /// <summary>
    /// A condition in <c>[[ … ]]</c> is malformed. The most treacherous: bash (5.2 seen) prints a line, leaves out the rest of the script,
    /// and ends with status 0.
    /// </summary>
    Conditional,

    /// <summary>The parentheses of <c>for ((</c> do not close together. Bash (5.2 seen) prints nothing at all, leaves out the rest of the
    /// script, and ends with status 0.</summary>
    Silent,

    /// <summary>The script is nested deeper than is read here; bash may take it.</summary>
    TooDeep,
}
