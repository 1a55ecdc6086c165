using System.Collections.Immutable;

namespace BuildkiteCi.Core.Json;

/// <summary>A value of a JSON file that knows where it is.</summary>
/// <param name="Location">Its first character.</param>
public abstract record JsonPart(SourceLocation Location)
{
    /// <summary>The kind of value in words for messages: <c>an object</c>, <c>a number</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary>An object; members keep their order, a name that occurs twice is there twice.</summary>
public sealed record JsonObjectPart(SourceLocation Location, ImmutableArray<JsonMember> Members) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "an object";

    /// <summary>The value under a name, the last where it occurs twice (as Python reads it), or null.</summary>
    public JsonPart? this[string name] => Members.LastOrDefault(member => member.Name == name)?.Value;

    /// <summary>The object under a name, or null where there is none or it is something else.</summary>
    public JsonObjectPart? ObjectAt(string name) => this[name] as JsonObjectPart;
}

/// <summary>A name and its value.</summary>
public sealed record JsonMember(string Name, SourceLocation NameLocation, JsonPart Value);

/// <summary>An array.</summary>
public sealed record JsonArrayPart(SourceLocation Location, ImmutableArray<JsonPart> Items) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "an array";
}

/// <summary>A string.</summary>
public sealed record JsonTextPart(SourceLocation Location, string Text) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a string";
}

/// <summary>A number, as it is written.</summary>
public sealed record JsonNumberPart(SourceLocation Location, string Text) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a number";

    /// <summary>The number; infinite where it is beyond a double.</summary>
    public double Value => double.Parse(Text);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record JsonBooleanPart(SourceLocation Location, bool Value) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a boolean";
}

/// <summary><c>null</c>.</summary>
public sealed record JsonNullPart(SourceLocation Location) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => "null";
}

/// <summary>A bare <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>: no JSON, but what Python's writer makes of such a number.</summary>
public sealed record JsonNotFinitePart(SourceLocation Location, string Text) : JsonPart(Location)
{
    /// <inheritdoc/>
    public override string Kind => Text;
}
