using System.Text;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>How many bytes a page may still grow by. What does not fit any more is left out, and the page reports that.</summary>
internal sealed class PageRoom(int bytes)
{
    /// <summary>Bytes that are left; less than 0 where what had to be on the page is larger than the room.</summary>
    public int Left { get; private set; } = bytes;

    /// <summary>Takes the room of what is on the page anyway.</summary>
    public string Use(string html)
    {
        Left -= Encoding.UTF8.GetByteCount(html);
        return html;
    }

    /// <summary>The markup, if it fits and leaves so much; else null.</summary>
    public string? Fit(HtmlText html, int leaving)
    {
        var text = html.ToString();
        return Encoding.UTF8.GetByteCount(text) <= Left - leaving ? Use(text) : null;
    }
}
