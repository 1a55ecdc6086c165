namespace BuildkiteCi.Pipelines.Shell;

/// <summary>What the next token of <c>[[ … ]]</c> is read as.</summary>
internal enum TestPart
{
    Any,

    /// <summary>The right side of <c>==</c>, where <c>@(a|b)</c> is a pattern.</summary>
    Pattern,

    /// <summary>The right side of <c>=~</c>, where parentheses and bars belong to the word.</summary>
    Expression,
}
