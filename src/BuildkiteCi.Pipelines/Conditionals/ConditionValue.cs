using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>A value in a condition. The kinds are a closed set; values of different kinds are never equal.</summary>
public abstract record ConditionValue
{
    /// <summary>No value: an unset variable.</summary>
    public static ConditionValue Null { get; } = new NullValue();

    /// <summary>Whether a condition with this value holds: everything but <c>false</c> and null does.</summary>
    public virtual bool Holds => true;

    /// <summary>A truth value.</summary>
    public static ConditionValue Of(bool value) => new BooleanValue(value);

    /// <summary>A whole number.</summary>
    public static ConditionValue Of(long value) => new NumberValue(value);

    /// <summary>A text; null gives <see cref="Null"/>.</summary>
    public static ConditionValue Of(string? value) => value is null ? Null : new TextValue(value);

    /// <summary>A list of texts, for <c>includes</c>.</summary>
    public static ConditionValue Of(IEnumerable<string> values) => new ListValue([.. values]);
}

/// <summary>No value.</summary>
public sealed record NullValue : ConditionValue
{
    /// <inheritdoc/>
    public override bool Holds => false;
}

/// <summary>A truth value.</summary>
public sealed record BooleanValue(bool Value) : ConditionValue
{
    /// <inheritdoc/>
    public override bool Holds => Value;
}

/// <summary>A whole number.</summary>
public sealed record NumberValue(long Value) : ConditionValue;

/// <summary>A text.</summary>
public sealed record TextValue(string Value) : ConditionValue;

/// <summary>A list of texts.</summary>
public sealed record ListValue(ImmutableArray<string> Values) : ConditionValue
{
    /// <inheritdoc/>
    public bool Equals(ListValue? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Length;
}
