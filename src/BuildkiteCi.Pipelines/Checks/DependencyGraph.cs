using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>
/// Who waits for whom in a build: steps for what they name and for what their group names, groups for their steps. Linear in steps and
/// dependencies; walked with a stack of its own, since a chain may be as long as the build. What a step waits for is looked up when the
/// walk is there: of a step nothing is held but its state.
/// </summary>
internal sealed class DependencyGraph(BuildOutline build)
{
    /// <summary>Circles; of circles that share steps not every one.</summary>
    public IEnumerable<Circle> Cycles()
    {
        var states = new State[build.Steps.Count];
        var path = new List<Visit>();
        for (var start = 0; start < states.Length; start++)
        {
            if (states[start] != State.New) continue;
            path.Add(new Visit(start, 0));
            states[start] = State.OnPath;
            while (path.Count > 0)
            {
                var (node, next) = path[^1];
                if (EdgeOf(node, next) is not { } edge)
                {
                    states[node] = State.Done;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = new Visit(node, next + 1);
                if (edge.To == Nowhere) continue;
                if (states[edge.To] == State.OnPath) yield return Cycle(path, edge);
                if (states[edge.To] != State.New) continue;
                states[edge.To] = State.OnPath;
                path.Add(new Visit(edge.To, 0));
            }
        }
    }

    // What no step of the build is.
    private const int Nowhere = -1;

    // What a step waits for, one after the other: what it names, what its group names, a group's steps; null where there is no more.
    private Edge? EdgeOf(int node, int number)
    {
        var step = build.Steps[node];
        if (number < step.NeedCount) return Named(step, number);
        number -= step.NeedCount;
        if (step.Group != StepOutline.NoGroup)
        {
            var group = build.Steps[step.Group];
            return number < group.NeedCount ? Named(group, number) : null;
        }

        var inner = node + 1 + number;
        return inner < build.Steps.Count && build.Steps[inner].Group == node ? new Edge(inner, build.Steps[inner].Location) : null;
    }

    private Edge Named(StepOutline step, int number)
    {
        var needed = build.NeedsOf(step)[number];
        return new Edge(build.Places.GetValueOrDefault(needed.Key, Nowhere), needed.Location);
    }

    private Circle Cycle(List<Visit> path, Edge closing)
    {
        var start = path.FindIndex(visit => visit.Node == closing.To);
        return new Circle(
            [.. path.Skip(start).Select(visit => build.Steps[visit.Node].Name), build.Steps[closing.To].Name],
            closing.Location
        );
    }

    private enum State : byte
    {
        New,
        OnPath,
        Done,
    }

    private readonly record struct Edge(int To, SourceLocation Location);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Visit(int Node, int Next);

    /// <summary>Steps that wait for each other.</summary>
    /// <param name="Path">Their names, the first one again at the end.</param>
    /// <param name="Location">Where the dependency that closes the circle is written.</param>
    internal sealed record Circle(ImmutableArray<string> Path, SourceLocation Location);
}
