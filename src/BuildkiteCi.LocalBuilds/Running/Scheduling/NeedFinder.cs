using System.Collections.Immutable;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>
/// Finds what each step of a list waits for. Sources: Buildkite's documentation of <c>depends_on</c>, wait, block, input and group steps and of
/// <c>pipeline upload</c>.
/// </summary>
/// <param name="graph">The list.</param>
internal sealed class NeedFinder(StepGraph graph)
{
    // The last wait or block of the top level above the step that we are at, and every step since then; then the same within a group.
    private readonly Section top = new();

    public IEnumerable<StepNeeds> Find()
    {
        var needs = new StepNeeds[graph.Steps.Length];
        for (var place = 0; place < needs.Length;)
        {
            if (graph.Steps[place].Group is not { } group)
            {
                needs[place] = Needs(place, top, null);
                top.Add(place, graph.Steps[place]);
                place++;
                continue;
            }

            // A wait within a group holds back the rest of the group alone.
            var first = place;
            var inner = new Section();
            for (; place < needs.Length && ReferenceEquals(graph.Steps[place].Group, group); place++)
            {
                needs[place] = Needs(place, inner, group);
                inner.Add(place, graph.Steps[place]);
            }

            top.AddGroup(Enumerable.Range(first, place - first).Where(member => graph.Steps[member].Kind != StepKind.Input));
        }

        return needs;
    }

    private StepNeeds Needs(int place, Section section, PlannedGroup? group)
    {
        var step = graph.Steps[place];
        var steps = new List<(int Step, bool MayFail)>();
        var unknown = ImmutableArray.CreateBuilder<StepKey>();
        if (step.DependsOn is { } own)
        {
            // A step that says what it depends on waits for nothing else: no wait, not the step that uploaded it.
            AddNamed(own);
        }
        else
        {
            if (step.IsBarrier) steps.AddRange(section.Since.Select(other => (other, false)));
            if (section.Barrier is { } barrier) steps.Add((barrier, false));
            if (group is not null && group.DependsOn is null && top.Barrier is { } outer) steps.Add((outer, false));
            if (graph.UploaderOf(place) is { } uploader) steps.Add((uploader, false));
        }

        if (group?.DependsOn is { } ofGroup) AddNamed(ofGroup);
        return new StepNeeds([.. steps.Distinct()], unknown.ToImmutable());

        void AddNamed(ImmutableArray<PlannedDependency> dependencies)
        {
            foreach (var dependency in dependencies)
            {
                var found = graph.StepsOf(dependency.Key);
                if (found.Count == 0) unknown.Add(dependency.Key);
                foreach (var needed in found) AddWithUploads(needed, dependency.AllowFailure);
            }
        }

        // What a step uploaded belongs to it for everybody but what it uploaded.
        void AddWithUploads(int needed, bool mayFail)
        {
            if (needed == place || graph.IsUploadedBy(place, needed)) steps.Add((needed, mayFail));
            else steps.AddRange(graph.WithUploads(needed).Select(member => (member, mayFail)));
        }
    }

    private sealed class Section
    {
        public int? Barrier { get; private set; }

        public List<int> Since { get; } = [];

        public void Add(int place, PlannedStep step)
        {
            // An input step makes no dependency to the steps before and behind it (Buildkite's documentation, input step).
            if (step.Kind == StepKind.Input) return;
            if (!step.IsBarrier)
            {
                Since.Add(place);
                return;
            }

            Barrier = place;
            Since.Clear();
        }

        public void AddGroup(IEnumerable<int> members) => Since.AddRange(members);
    }
}
