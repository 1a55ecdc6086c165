using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>Problems, each once: what is wrong with a file is wrong for every generation.</summary>
internal sealed class FoundOnce
{
    private readonly HashSet<Diagnostic> known = [];
    private readonly ImmutableArray<Diagnostic>.Builder all = ImmutableArray.CreateBuilder<Diagnostic>();

    public ImmutableArray<Diagnostic> All => all.ToImmutable();

    public void Add(Diagnostic diagnostic)
    {
        if (known.Add(diagnostic)) all.Add(diagnostic);
    }

    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics) Add(diagnostic);
    }
}
