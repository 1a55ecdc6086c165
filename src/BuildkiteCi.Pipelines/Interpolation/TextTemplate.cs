using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>
/// A text with variables in it, as Buildkite's agent understands them before it uploads a pipeline (library <c>interpolate</c>):
/// <c>$NAME</c>,
/// <c>${NAME}</c> and the operators of <see cref="TemplatePart"/>'s kinds; <c>$$</c> and <c>\$</c> stand for a dollar sign, <c>$(</c> and a
/// dollar sign before anything but a letter or brace for themselves.
/// </summary>
/// <param name="Source">The text as written.</param>
/// <param name="Parts">Its parts in order, without gaps.</param>
public sealed record TextTemplate(string Source, ImmutableArray<TemplatePart> Parts)
{
    /// <summary>Understands a text.</summary>
    /// <returns>The template, or the first thing that is wrong with the text (P030).</returns>
    public static (TextTemplate? Template, TemplateProblem? Problem) Parse(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return (new TextTemplate(text, [new LiteralPart(0, text.Length, text)]), null);
        var parser = new TemplateParser(text);
        return parser.Whole() is { } template ? (template, null) : (null, parser.Problem);
    }

    /// <summary>Puts the variables' values in. Values are not interpolated again.</summary>
    /// <returns>The text, or null beside the first error (P031); a cut through a character (P032) is a warning beside the text.</returns>
    public (string? Text, ImmutableArray<TemplateProblem> Problems) Expand(Variables variables)
    {
        var expansion = new TemplateExpansion(variables);
        expansion.Append(this);
        return (expansion.Text, expansion.Problems);
    }

    /// <summary>Every expression, those within defaults too, in the order of the text.</summary>
    public IEnumerable<VariablePart> Expressions()
    {
        foreach (var part in Parts.OfType<VariablePart>())
        {
            yield return part;
            var inner = part switch { DefaultPart with => with.Default, RequiredPart required => required.Message, _ => null };
            if (inner is null) continue;
            foreach (var nested in inner.Expressions()) yield return nested;
        }
    }
}

/// <summary>Something wrong with an expression.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Offset">Index in the text where it shows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record TemplateProblem(Rule Rule, int Offset, string Message, string Fix)
{
    /// <summary>The diagnostic of a problem in a scalar of a file.</summary>
    public Diagnostic At(SourceLocation location) => new(Rule, location, Message, Fix);
}
