using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>
/// Finds what each step of a list waits for. Sources: Buildkite's documentation of <c>depends_on</c>, wait, block, input and group steps
/// and of <c>pipeline upload</c>.
/// </summary>
/// <param name="graph">The list.</param>
internal sealed class NeedFinder(StepGraph graph)
{
    // The last wait or block of the top level above the step that we are at, and every step since then; then the same within a group.
    private readonly Section top = new();
    private readonly HashSet<int> idleWaits = [];

    public StepNeeds[] Find()
    {
        FindIdleWaits();
        var needs = new StepNeeds[graph.Steps.Length];
        for (var place = 0; place < needs.Length;)
        {
            if (graph.Steps[place].Group is not { } group)
            {
                needs[place] = Needs(place, top, null);
                Add(top, place);
                place++;
                continue;
            }

            // A wait within a group holds back the rest of the group alone.
            var first = place;
            var inner = new Section();
            for (; place < needs.Length && ReferenceEquals(graph.Steps[place].Group, group); place++)
            {
                needs[place] = Needs(place, inner, group);
                Add(inner, place);
            }

            top.AddGroup(Enumerable.Range(first, place - first).Where(member => graph.Steps[member].Kind != StepKind.Input));
        }

        Wishes.Grant(needs);
        return needs;
    }

    // A wait next to a block counts as not there (Buildkite's documentation, wait step).
    private void FindIdleWaits()
    {
        var last = -1;
        for (var place = 0; place < graph.Steps.Length; place++)
        {
            var step = graph.Steps[place];
            if (step.LeftOut is not null && step.Kind is StepKind.Wait or StepKind.Block) continue;
            if (last >= 0 && ReferenceEquals(step.Group, graph.Steps[last].Group))
            {
                if (step.Kind == StepKind.Block && graph.Steps[last].Kind == StepKind.Wait) idleWaits.Add(last);
                if (step.Kind == StepKind.Wait && (graph.Steps[last].Kind == StepKind.Block || idleWaits.Contains(last)))
                    idleWaits.Add(place);
            }

            last = place;
        }
    }

    private bool IsBarrier(int place) => graph.Steps[place].IsBarrier && !idleWaits.Contains(place);

    private void Add(Section section, int place)
    {
        // An input step makes no dependency to the steps before and behind it (Buildkite's documentation, input step).
        if (graph.Steps[place].Kind == StepKind.Input || idleWaits.Contains(place)) return;
        if (IsBarrier(place)) section.Close(place, graph.Steps[place].ContinuesOnFailure);
        else section.Since.Add(place);
    }

    private StepNeeds Needs(int place, Section section, PlannedGroup? group)
    {
        var step = graph.Steps[place];
        var steps = new List<StepNeed>();
        var wished = new List<StepNeed>();
        var unknown = ImmutableArray.CreateBuilder<StepKey>();
        if (step.DependsOn is { } own)
        {
            // A step that lists what it depends on waits for nothing else: no wait, not the step that uploaded it.
            AddNamed(own);
        }
        else
        {
            if (step.IsBarrier) AddAbove();
            if (section.Barrier is { } barrier) steps.Add(new StepNeed(barrier, NeedKind.Barrier));
            if (group is not null && group.DependsOn is null && top.Barrier is { } outer) steps.Add(new StepNeed(outer, NeedKind.Barrier));
            if (graph.UploaderOf(place) is { } uploader) steps.Add(new StepNeed(uploader, NeedKind.Depends));
        }

        if (group?.DependsOn is { } ofGroup) AddNamed(ofGroup);
        return new StepNeeds([.. steps.Distinct()], unknown.ToImmutable()) { Wished = [.. wished.Distinct()] };

        // Uploads from within a group stand outside of it, and belong to what a wait of the group waits for all the same.
        void AddAbove()
        {
            steps.AddRange(section.Since.Select(other => new StepNeed(other, NeedKind.Above)));
            if (group is not null)
                wished.AddRange(section.Since.SelectMany(graph.UploadsOf).Select(other => new StepNeed(other, NeedKind.Above)));
        }

        void AddNamed(ImmutableArray<PlannedDependency> dependencies)
        {
            foreach (var dependency in dependencies)
            {
                var found = graph.StepsOf(dependency.Key);
                if (found.Count == 0) unknown.Add(dependency.Key);
                foreach (var needed in found) AddWithUploads(needed, dependency.AllowFailure ? NeedKind.MayFail : NeedKind.Depends);
            }
        }

        // What a step uploaded belongs to it for everybody but what it uploaded.
        void AddWithUploads(int needed, NeedKind kind)
        {
            steps.Add(new StepNeed(needed, kind));
            if (needed != place && !graph.IsUploadedBy(place, needed))
                steps.AddRange(graph.UploadsOf(needed).Select(member => new StepNeed(member, kind)));
            if (graph.Steps[needed].Concurrency is { } limit && step.Concurrency?.Group != limit.Group)
                wished.AddRange(
                    graph.WithConcurrencyGroup(limit.Group).Where(member => member != needed).Select(member => new StepNeed(member, kind))
                );
        }
    }

    private sealed class Section
    {
        public int? Barrier { get; private set; }

        /// <summary>Steps above, from the last wait or block on that lets no failure through.</summary>
        public List<int> Since { get; } = [];

        // Behind a wait that continues the next plain wait still minds what failed above the first one.
        public void Close(int barrier, bool continues)
        {
            Barrier = barrier;
            if (!continues) Since.Clear();
        }

        public void AddGroup(IEnumerable<int> members) => Since.AddRange(members);
    }
}
