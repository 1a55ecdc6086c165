using System.Text;

namespace Cake.Buildkite;

/// <summary>A part of an annotation. Each ends with a line break and is separated from the next by an empty line.</summary>
internal abstract record AnnotationBlock
{
    /// <summary>All of it.</summary>
    public abstract string Whole { get; }

    /// <summary>As much of it as has room in that many bytes, well-formed; null where nothing has.</summary>
    public virtual string? Cut(int bytes) => null;

    /// <summary>The blocks in order, until one has no room; what is cut off is left out to the end.</summary>
    public static (string Text, bool IsWhole) Join(IEnumerable<AnnotationBlock> blocks, int bytes)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            var gap = text.Length == 0 ? "" : "\n";
            var room = bytes - gap.Length;
            var whole = block.Whole;
            var shown = Size(whole) <= room ? whole : block.Cut(room);
            if (shown is not null)
            {
                text.Append(gap).Append(shown);
                bytes = room - Size(shown);
            }

            if (!ReferenceEquals(shown, whole))
                return (text.ToString(), false);
        }

        return (text.ToString(), true);
    }

    protected static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Lines between a head and a foot, as many as have room; null where not one has.</summary>
    protected static string? Lines(string head, IEnumerable<string> lines, string foot, int bytes)
    {
        var room = bytes - Size(head) - Size(foot);
        var text = new StringBuilder(head);
        foreach (var line in lines)
        {
            room -= Size(line);
            if (room < 0)
                break;
            text.Append(line);
        }

        return text.Length == head.Length ? null : text.Append(foot).ToString();
    }

    /// <summary>A line, or a paragraph, that is there or not.</summary>
    public sealed record Paragraph(string Text) : AnnotationBlock
    {
        public override string Whole => Text;
    }

    /// <summary>A table, which is cut between rows.</summary>
    public sealed record Table(string Head, IReadOnlyList<string> Rows) : AnnotationBlock
    {
        public override string Whole => Head + string.Concat(Rows);

        public override string? Cut(int bytes) => Lines(Head, Rows, "", bytes);
    }

    /// <summary>Literal text, which is cut between lines.</summary>
    public sealed record Code(string Fence, string Language, string Text) : AnnotationBlock
    {
        private string Head => $"{Fence}{Language}\n";

        private string Foot => $"{Fence}\n";

        public override string Whole => $"{Head}{Text}\n{Foot}";

        public override string? Cut(int bytes) => Lines(Head, Text.Split('\n').Select(line => line + "\n"), Foot, bytes);
    }

    /// <summary>Blocks behind a heading that opens and closes them.</summary>
    public sealed record Details(string Summary, bool IsOpen, IReadOnlyList<AnnotationBlock> Blocks) : AnnotationBlock
    {
        // The empty lines switch from HTML to Markdown and back.
        private string Head => $"<details{(IsOpen ? " open" : "")}><summary>{Summary}</summary>\n\n";

        private const string Foot = "\n</details>\n";

        public override string Whole => Head + Join(Blocks, int.MaxValue).Text + Foot;

        public override string? Cut(int bytes)
        {
            var inside = Join(Blocks, bytes - Size(Head) - Size(Foot)).Text;
            return inside.Length == 0 ? null : Head + inside + Foot;
        }
    }
}
