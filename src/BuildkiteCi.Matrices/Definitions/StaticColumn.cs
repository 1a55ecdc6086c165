using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>A column that is not measured: a table of what is known of each subject by its name.</summary>
/// <param name="Header">The column's header.</param>
/// <param name="Texts">The text by subject.</param>
/// <param name="Otherwise">The text of a subject that is not among them.</param>
public sealed record StaticColumn(string Header, ImmutableDictionary<string, string> Texts, string Otherwise)
{
    /// <summary>A subject's text in the column.</summary>
    public string Of(string subject) => Texts.GetValueOrDefault(subject, Otherwise);
}
