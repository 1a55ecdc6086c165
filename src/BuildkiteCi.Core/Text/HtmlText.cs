using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace BuildkiteCi.Core.Text;

/// <summary>
/// HTML that is written from the left. What is in the code is markup; what comes in through a hole of an interpolated string is text and
/// is encoded, so that no name, note or address can ever add a tag or leave its attribute.
/// </summary>
public sealed class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder text = new();

    /// <summary>Adds markup with text in its holes. Attribute values with holes stand in double quotes.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Interpolation markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds another HTML as it is.</summary>
    public HtmlText Add(HtmlText other)
    {
        text.Append(other.text);
        return this;
    }

    /// <summary>Adds markup that is written in the code, as it is; never anything that comes from outside.</summary>
    public HtmlText AddMarkup(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>The whole HTML.</summary>
    public override string ToString() => text.ToString();

    private void Encode(ReadOnlySpan<char> value)
    {
        while (value.IndexOfAny(Special) is var at and >= 0)
        {
            text.Append(value[..at]).Append(value[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                _ => "&#39;",
            });
            value = value[(at + 1)..];
        }

        text.Append(value);
    }

    /// <summary>The parts of an interpolated string, on their way into the HTML.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Interpolation
    {
        private readonly HtmlText html;

        /// <summary>Starts writing into an HTML; called by the compiler.</summary>
        public Interpolation(int literalLength, int formattedCount, HtmlText html)
        {
            _ = literalLength + formattedCount;
            this.html = html;
        }

        /// <summary>Adds what is in the code.</summary>
        public void AppendLiteral(string markup) => html.text.Append(markup);

        /// <summary>Adds a text, encoded.</summary>
        public void AppendFormatted(string? value) => html.Encode(value);

        /// <summary>Adds a number.</summary>
        public void AppendFormatted(int value) => html.text.Append(value);

        /// <summary>Adds another HTML as it is.</summary>
        public void AppendFormatted(HtmlText value) => html.text.Append(value.text);
    }
}
