namespace BuildkiteCi.Composing.Collecting;

/// <summary>A word or an operator of a script.</summary>
/// <param name="Text">The word without its quotes; <c>;</c> for a line's end too.</param>
/// <param name="IsOperator">Whether it separates commands or redirects them.</param>
/// <param name="IsPlain">Whether the shell takes it as it is.</param>
internal readonly record struct ScriptWord(string Text, bool IsOperator, bool IsPlain)
{
    /// <summary>Whether it is this operator.</summary>
    public bool Is(string text) => IsOperator && Text == text;

    /// <summary>Whether it is this word, unchanged by the shell.</summary>
    public bool IsKeyword(string text) => !IsOperator && IsPlain && Text == text;
}
