using Cake.Core;

namespace Cake.Buildkite;

/// <summary>The groups of the job's log. Buildkite reads their headings out of the text, at the start of a line.</summary>
internal sealed class LogGroups(IConsole console)
{
    private readonly Lock gate = new();
    private bool isOpen;
    private bool isOver;
    private string? announced;

    /// <summary>Begins a collapsed group.</summary>
    public void Begin(string title) => Head("---", title);

    /// <summary>Begins a group that is collapsed and pale.</summary>
    public void BeginAside(string title) => Head("~~~", title);

    /// <summary>Begins a collapsed, pale group once there is something to write into it.</summary>
    public void Announce(string title)
    {
        lock (gate)
            announced = title;
    }

    /// <summary>Begins the group that was announced.</summary>
    public void BeforeLine()
    {
        string? title;
        lock (gate)
            (title, announced) = (announced, null);

        if (title is not null)
            BeginAside(title);
    }

    /// <summary>Begins the group behind which nothing but the reason of a failure is to come.</summary>
    public void BeginReport(string title)
    {
        Head("~~~", title);
        lock (gate)
            isOver = true;
    }

    /// <summary>
    /// Begins an open group for the reason of the failure. The hosts write that themselves, a script's to a console that knows no module.
    /// </summary>
    public void BeginFailure()
    {
        lock (gate)
        {
            isOver = false;
            isOpen = true;
        }

        console.WriteErrorLine("+++ :x: Failed");
    }

    /// <summary>Makes sure that what is written next is seen: an error behind the report of a build that passed gets a group of its
    /// own.</summary>
    public void BeforeError()
    {
        lock (gate)
        {
            if (!isOver)
                return;
        }

        BeginFailure();
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

        // Where errors go, so that the mark follows its error whatever becomes of the two streams.
        console.WriteErrorLine("^^^ +++");
    }

    private void Head(string mark, string title)
    {
        lock (gate)
            (isOpen, isOver, announced) = (false, false, null);

        console.WriteLine($"{mark} {string.Concat(title.Select(c => char.IsControl(c) ? ' ' : c))}");
    }
}
