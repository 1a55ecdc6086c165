using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A word of a command: <c>tests/"$MODEL"/*.py</c> is one.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Parts">What it is made of, in order; empty for a word that is nothing.</param>
public sealed record Word(int Start, int End, ImmutableArray<WordPart> Parts) : ShellNode(Start, End)
{
    /// <summary>The text that the shell makes of it, quotes removed, where that is known beforehand; null where a value or files decide
    /// it.</summary>
    public string? Literal
    {
        get
        {
            if (Parts is [LiteralText single]) return single.IsPattern ? null : single.Value;
            var text = new System.Text.StringBuilder();
            return Append(Parts, text) ? text.ToString() : null;
        }
    }

    /// <summary>Whether any of it is in quotes.</summary>
    public bool IsQuoted => Parts.Any(part => part is QuotedText or LiteralText { IsQuoted: true });

    /// <summary>All expansions within, those in quotes too, in order.</summary>
    public IEnumerable<WordPart> Expansions => Flat(Parts).Where(part => part is not (LiteralText or QuotedText));

    private static IEnumerable<WordPart> Flat(ImmutableArray<WordPart> parts) =>
        parts.SelectMany(part => part is QuotedText quoted ? Flat(quoted.Parts) : [part]);

    private static bool Append(ImmutableArray<WordPart> parts, System.Text.StringBuilder text)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralText { IsPattern: false } literal:
                    text.Append(literal.Value);
                    break;
                case QuotedText quoted when Append(quoted.Parts, text):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
