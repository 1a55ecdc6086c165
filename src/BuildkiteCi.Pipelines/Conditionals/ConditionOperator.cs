namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>What may stand between two conditions.</summary>
public enum ConditionOperator
{
    /// <summary><c>||</c>: either holds; the right side is not looked at where the left one does.</summary>
    Or,

    /// <summary><c>&amp;&amp;</c>: both hold.</summary>
    And,

    /// <summary><c>==</c>: same kind, same value.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>=~</c>: the text on the left holds a match.</summary>
    Matches,

    /// <summary><c>!~</c>: it does not, or there is no text.</summary>
    MatchesNot,

    /// <summary><c>includes</c>: the list on the left holds the text on the right.</summary>
    Includes,
}
