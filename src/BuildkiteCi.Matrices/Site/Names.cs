using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Site;

/// <summary>Names of subjects in HTML: a model's organisation is quiet, and long names may break behind their dashes.</summary>
internal static class Names
{
    /// <summary>A name inside a link or a heading.</summary>
    public static HtmlText Of(SubjectHistory subject)
    {
        var html = new HtmlText();
        var name = subject.Shown;
        if (subject.Kind == SubjectKind.Model && name.IndexOf('/') is > 0 and var at)
        {
            html.Add($"<span class=\"org\">{name[..(at + 1)]}</span>");
            name = name[(at + 1)..];
        }

        return html.Add($"{Breakable(name)}");
    }

    /// <summary>A text with places where it may break.</summary>
    public static HtmlText Breakable(string text)
    {
        var html = new HtmlText();
        var start = 0;
        for (var at = text.IndexOf('-'); at >= 0; at = text.IndexOf('-', start))
        {
            html.Add($"{text[start..(at + 1)]}<wbr>");
            start = at + 1;
        }

        return html.Add($"{text[start..]}");
    }

    /// <summary>A title as the identity of a section on a page: letters and digits.</summary>
    public static string Id(string title) =>
        string.Concat(title.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')) is var id
        && id.Trim('-').Length > 0
            ? $"t-{id}"
            : "t-other";
}
