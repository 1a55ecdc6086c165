using System.Text;

namespace Build.Options;

/// <summary>Text in two columns, wrapped at words.</summary>
/// <param name="width">Characters of a line.</param>
/// <param name="margin">Where the second column begins; a name that does not fit in front of it has a line of its own.</param>
internal sealed class HelpText(int width, int margin)
{
    private readonly StringBuilder text = new();

    public void Line(string line) => text.Append(line).Append('\n');

    public void Paragraph(string paragraph)
    {
        foreach (var line in Wrap(paragraph, width)) Line(line);
    }

    public void Row(string left, string right)
    {
        var lines = Wrap(right, width - margin).ToList();
        if (left.Length + 3 < margin)
        {
            Line($"  {left.PadRight(margin - 2)}{lines[0]}");
            lines.RemoveAt(0);
        }
        else
        {
            Line($"  {left}");
        }

        foreach (var line in lines) Line($"{new string(' ', margin)}{line}");
    }

    public override string ToString() => text.ToString();

    private static IEnumerable<string> Wrap(string paragraph, int width)
    {
        var line = "";
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
