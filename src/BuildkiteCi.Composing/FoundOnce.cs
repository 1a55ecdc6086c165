using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>Problems, each once: what is wrong at a place of a file is wrong for every generation.</summary>
internal sealed class FoundOnce
{
    private readonly HashSet<(Rule Rule, Mark Mark, string Message)> known = [];
    private readonly ImmutableArray<Diagnostic>.Builder all = ImmutableArray.CreateBuilder<Diagnostic>();

    public ImmutableArray<Diagnostic> All => all.ToImmutable();

    public void Add(Diagnostic diagnostic)
    {
        // Of a whole file several things can be said.
        if (known.Add((diagnostic.Rule, diagnostic.Mark, diagnostic.Mark.Line > 0 ? "" : diagnostic.Message))) all.Add(diagnostic);
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Add(diagnostic);
    }
}
