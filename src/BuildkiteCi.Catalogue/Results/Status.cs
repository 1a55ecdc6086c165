using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>
/// What a matrix shows of a subject's stage on a generation (domain rules, "Results"). Those of <see cref="All"/> are known; any other
/// text that a build holds is kept as it is (<see cref="Other"/>), so that no page loses what somebody wrote into it.
/// </summary>
public sealed record Status
{
    private Status(string word, string name, string text, string? shown = null)
    {
        Word = word;
        Name = name;
        Text = text;
        Shown = shown ?? text;
    }

    /// <summary>The test passed.</summary>
    public static Status Passing { get; } = new("passing", "Passing", "✅ Passing");

    /// <summary>The test failed, whatever made it fail.</summary>
    public static Status Failing { get; } = new("failing", "Failing", "❌ Failing");

    /// <summary>No result: not run, left out, or run without proving anything.</summary>
    public static Status Untested { get; } = new("untested", "Untested", "❓ Untested");

    /// <summary>The machine's memory is too small for it.</summary>
    public static Status NotEnoughHbm { get; } = new("not-enough-hbm", "Not enough HBM", "not enough HBM");

    /// <summary>There is nothing to test, by definition.</summary>
    public static Status NotApplicable { get; } = new("not-applicable", "N/A", "⚪ N/A");

    /// <summary>Declared: works, not yet for everybody.</summary>
    public static Status Beta { get; } = new("beta", "Beta", "⚠️ Beta");

    /// <summary>Declared: may work.</summary>
    public static Status Experimental { get; } = new("experimental", "Experimental", "🧪 Experimental");

    /// <summary>Declared: will come.</summary>
    public static Status Planned { get; } = new("planned", "Planned", "📝 Planned");

    /// <summary>Declared: will not come.</summary>
    public static Status Unplanned { get; } = new("unplanned", "Unplanned", "⛔️ Unplanned");

    /// <summary>Declared to work (<c>default_features.txt</c>) and not tested here. Only readers see the difference: a CSV matrix has had
    /// it as Passing all along.</summary>
    public static Status Declared { get; } = new("declared", "declared, not tested here", Passing.Text, "📋 declared, not tested here");

    /// <summary>The known ones, in the order in which legends and filters list them.</summary>
    public static ImmutableArray<Status> All { get; } =
        [Passing, Failing, Untested, NotEnoughHbm, NotApplicable, Beta, Experimental, Planned, Unplanned, Declared];

    /// <summary>One word for files, addresses and style sheets: <c>not-enough-hbm</c>; <c>other</c> for any text that is not
    /// known.</summary>
    public string Word { get; }

    /// <summary>The name without its symbol: <c>Passing</c>.</summary>
    public string Name { get; }

    /// <summary>What is in a CSV matrix: <c>✅ Passing</c>.</summary>
    public string Text { get; }

    /// <summary>What readers of pages see in its place; the same for all but <see cref="Declared"/>.</summary>
    public string Shown { get; }

    /// <summary>A text that is none of the known ones, kept as it is.</summary>
    public static Status Other(string text) => new("other", text, text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
