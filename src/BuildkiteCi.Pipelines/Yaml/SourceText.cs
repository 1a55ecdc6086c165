using System.Buffers;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>A file's text on the way to the YAML parser: checked for characters that YAML forbids, and prepared for what the parser does
/// differently.</summary>
internal sealed class SourceText
{
    // YAML 1.1 and yaml.v3 take U+2028 and U+2029 inside quotes as they are; YamlDotNet takes them for line ends. They travel as these
    // private characters, of the same length, so that every position stays right.
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';
    private const char LineStandIn = '\uE128';
    private const char ParagraphStandIn = '\uE129';

    // What yaml.v3 calls "control characters": everything that YAML 1.1, section 5.1, does not call printable. Surrogates are seen to
    // below.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(character => character is not ('\t' or '\n' or '\r')),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code).Where(character => character != '\u0085'),
        '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    private readonly bool standIns;

    private SourceText(string original, bool standIns)
    {
        Original = original;
        this.standIns = standIns;
        ForParser = standIns
            ? original.Replace(LineSeparator, LineStandIn).Replace(ParagraphSeparator, ParagraphStandIn)
            : original;
    }

    /// <summary>The text as it is in the file.</summary>
    public string Original { get; }

    /// <summary>The text that the parser reads, position for position like the original.</summary>
    public string ForParser { get; }

    /// <summary>Makes the text ready, without a byte order mark.</summary>
    public static SourceText Of(string text)
    {
        var original = text.StartsWith('\uFEFF') ? text[1..] : text;
        return new SourceText(original, original.AsSpan().ContainsAny(LineSeparator, ParagraphSeparator));
    }

    /// <summary>The index of the first character that YAML forbids, or -1.</summary>
    public int IndexOfForbidden()
    {
        var control = Original.AsSpan().IndexOfAny(Forbidden);
        var half = Original.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        while (half >= 0 && half + 1 < Original.Length && char.IsSurrogatePair(Original[half], Original[half + 1]))
        {
            var next = Original.AsSpan(half + 2).IndexOfAnyInRange('\uD800', '\uDFFF');
            half = next < 0 ? -1 : half + 2 + next;
        }

        return half < 0 ? control : control < 0 ? half : Math.Min(control, half);
    }

    /// <summary>Line and column, from 1, of an index.</summary>
    public SourceLocation LocationAt(string path, int index)
    {
        var before = Original.AsSpan(0, index);
        return new SourceLocation(path, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    /// <summary>A scalar's text as it is in the file.</summary>
    public string Restore(string scalar) =>
        standIns ? scalar.Replace(LineStandIn, LineSeparator).Replace(ParagraphStandIn, ParagraphSeparator) : scalar;

    /// <summary>Whether a scalar outside of quotes holds a line separator, which ends the scalar for Buildkite.</summary>
    public bool HasSeparator(string scalar) => standIns && scalar.AsSpan().ContainsAny(LineStandIn, ParagraphStandIn);
}
