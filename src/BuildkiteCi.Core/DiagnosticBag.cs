using System.Collections.Immutable;

namespace BuildkiteCi.Core;

/// <summary>Collects diagnostics, each once.</summary>
/// <param name="onePerPlace">
/// Whether a rule reports a place once, whatever the message: what is wrong at a place of a file is wrong for every generation. Of a whole
/// file several things can be wrong either way.
/// </param>
public sealed class DiagnosticBag(bool onePerPlace = false)
{
    private readonly HashSet<(Rule Rule, SourceLocation Location, string Message)> known = [];
    private readonly ImmutableArray<Diagnostic>.Builder all = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>Everything, in the order in which it was found.</summary>
    public ImmutableArray<Diagnostic> All => all.ToImmutable();

    /// <summary>Everything by place, then by code.</summary>
    public ImmutableArray<Diagnostic> Sorted() =>
        [.. all.OrderBy(diagnostic => diagnostic.Location).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];

    /// <summary>Adds a diagnostic that is not known yet.</summary>
    public void Add(Diagnostic diagnostic)
    {
        var message = onePerPlace && diagnostic.Location.Line > 0 ? "" : diagnostic.Message;
        if (known.Add((diagnostic.Rule, diagnostic.Location, message))) all.Add(diagnostic);
    }

    /// <summary>Adds a problem.</summary>
    public void Add(Rule rule, SourceLocation location, string message, string fix) => Add(new Diagnostic(rule, location, message, fix));

    /// <summary>Adds those that are not known yet.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Add(diagnostic);
    }
}
