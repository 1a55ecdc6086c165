using Cake.Core;

namespace Cake.Buildkite;

/// <summary>The groups of the job's log. Buildkite reads their headings out of the text, at the start of a line.</summary>
internal sealed class LogGroups(IConsole console)
{
    private readonly Lock gate = new();
    private bool isOpen;
    private bool isOver;

    /// <summary>Begins a collapsed group.</summary>
    public void Begin(string title) => Head("---", title);

    /// <summary>Begins a group that is collapsed and pale.</summary>
    public void BeginAside(string title) => Head("~~~", title);

    /// <summary>Begins the group behind which nothing but the reason of a failure is to come.</summary>
    public void BeginReport(string title)
    {
        Head("~~~", title);
        isOver = true;
    }

    /// <summary>Makes sure that what is written next is seen: the reason of a failure behind the report gets a group of its own.</summary>
    public void BeforeError()
    {
        lock (gate)
        {
            if (!isOver)
                return;
            isOver = false;
            isOpen = true;
        }

        console.WriteErrorLine("+++ :x: Failed");
    }

    /// <summary>Opens the present group, once.</summary>
    public void Open()
    {
        lock (gate)
        {
            if (isOpen)
                return;
            isOpen = true;
        }

        // Where errors go, so that the mark stands behind its error whatever becomes of the two streams.
        console.WriteErrorLine("^^^ +++");
    }

    private void Head(string mark, string title)
    {
        lock (gate)
            isOpen = false;

        console.WriteLine($"{mark} {string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c))}");
    }
}
