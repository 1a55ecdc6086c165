using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Something that could not be read, and that somebody who knows has to answer in <c>ci.yml</c>.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Text">What is to be answered, as a sentence.</param>
public sealed record Question(SourceLocation Location, string Text)
{
    /// <summary>Place and question.</summary>
    public override string ToString() => $"{Location}: {Text}";
}
