using System.Text;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>Notes below a page, each text once; GitHub and MkDocs (extension <c>footnotes</c>) both show them.</summary>
internal sealed class Footnotes
{
    private readonly List<string> texts = [];

    /// <summary>The mark for a text: <c>[^1]</c>.</summary>
    public string Mark(string text)
    {
        var at = texts.IndexOf(text);
        if (at < 0)
        {
            at = texts.Count;
            texts.Add(text);
        }

        return $"[^{at + 1}]";
    }

    /// <summary>The notes, after a blank line; empty without any.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (at, note) in texts.Index()) text.Append($"\n[^{at + 1}]: {Plain(note)}\n");
        return text.ToString();
    }
}
