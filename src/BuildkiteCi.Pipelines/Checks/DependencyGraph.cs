using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>
/// Who waits for whom in a build: steps for what they name and for what their group names, groups for their steps. Linear in steps and
/// dependencies; walked with a stack of its own, since a chain may be as long as the build.
/// </summary>
internal sealed class DependencyGraph
{
    private readonly List<string> names = [];
    private readonly List<List<Edge>> edges = [];

    public DependencyGraph(ImmutableArray<PipelineDocument> documents)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in documents.SelectMany(document => document.AllSteps))
        {
            if (step.Key is { } key) places.TryAdd(key.Canonical, names.Count);
            names.Add(step.Name);
            edges.Add([]);
        }

        var place = 0;
        foreach (var step in documents.SelectMany(document => document.Steps)) place = Add(step, place, places);
    }

    /// <summary>Circles; of circles that share steps not every one.</summary>
    public IEnumerable<Circle> Cycles()
    {
        var states = new State[names.Count];
        var path = new List<Visit>();
        for (var start = 0; start < names.Count; start++)
        {
            if (states[start] != State.New) continue;
            path.Add(new Visit(start, 0));
            states[start] = State.OnPath;
            while (path.Count > 0)
            {
                var (node, next) = path[^1];
                if (next == edges[node].Count)
                {
                    states[node] = State.Done;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = new Visit(node, next + 1);
                var edge = edges[node][next];
                if (states[edge.To] == State.OnPath) yield return Cycle(path, edge);
                if (states[edge.To] != State.New) continue;
                states[edge.To] = State.OnPath;
                path.Add(new Visit(edge.To, 0));
            }
        }
    }

    private int Add(Step step, int place, Dictionary<string, int> places)
    {
        AddDependencies(step, place, places);
        if (step is not GroupStep group) return place + 1;
        var inner = place + 1;
        foreach (var child in group.Steps)
        {
            edges[place].Add(new Edge(inner, child.Location));
            AddDependencies(child, inner, places);
            AddDependencies(group, inner, places);
            inner++;
        }

        return inner;
    }

    private void AddDependencies(Step step, int place, Dictionary<string, int> places)
    {
        foreach (var needed in step.DependsOn)
            if (places.TryGetValue(needed.Key, out var to))
                edges[place].Add(new Edge(to, needed.Location));
    }

    private Circle Cycle(List<Visit> path, Edge closing)
    {
        var start = path.FindIndex(visit => visit.Node == closing.To);
        return new Circle([.. path.Skip(start).Select(visit => names[visit.Node]), names[closing.To]], closing.Location);
    }

    private enum State
    {
        New,
        OnPath,
        Done,
    }

    private sealed record Edge(int To, SourceLocation Location);

    private sealed record Visit(int Node, int Next);

    /// <summary>Steps that wait for each other.</summary>
    /// <param name="Path">Their names, the first one again at the end.</param>
    /// <param name="Location">Where the dependency that closes the circle is written.</param>
    internal sealed record Circle(ImmutableArray<string> Path, SourceLocation Location);
}
