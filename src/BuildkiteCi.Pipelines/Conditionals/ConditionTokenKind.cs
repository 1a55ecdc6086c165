namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>What a token of a condition is.</summary>
internal enum ConditionTokenKind
{
    End,
    Word,
    Number,
    Text,
    Regex,
    Symbol,
    Bad,
}
