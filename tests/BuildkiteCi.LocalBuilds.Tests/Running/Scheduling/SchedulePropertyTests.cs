using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using CsCheck;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Scheduling;

/// <summary>Random builds, run in random order, against a slow and simple account of what must come out.</summary>
public sealed class SchedulePropertyTests
{
    private static readonly PlannedGroup[] Groups =
    [
        new("g0") { Key = StepKey.Parse("g0") },
        new("g1") { Key = StepKey.Parse("g1"), AllowDependencyFailure = true },
    ];

    private static readonly Gen<SketchedStep> GenStep = Gen.Select(
            Gen.Int[0, 11],
            Gen.Int[0, 9],
            Gen.Int[0, 13].Array[0, 3],
            Gen.Bool,
            Gen.Bool,
            Gen.Int[0, 19],
            Gen.Int[-2, 6],
            Gen.Int[0, 2]
        )
        .Select(
            (kind, ends, dependsOn, allow, allow2, leftOut, uploads, retries) =>
                new SketchedStep(kind, ends, dependsOn, allow, allow2, leftOut, uploads, retries));

    // Steps of all kinds, of which some upload more; and one step that uploads all, as a bootstrap does.
    private static readonly Gen<Sketch> GenSketch = Gen.Select(
            GenStep.Array[1, 9],
            GenStep.Array[0, 3].Array[6],
            Gen.Int[0, 2].Array[9],
            GenStep.Array[0, 3].Array[0, 3],
            Gen.Int,
            Gen.Bool
        )
        .Select(
            (steps, uploads, groups, others, seed, isBootstrap) =>
                isBootstrap
                    ? new Sketch([new SketchedStep(9, 9, [], false, false, 9, 0, 0)], uploads, [0], [], seed) { IsBootstrap = true }
                    : new Sketch(steps, uploads, groups, others, seed)
        );

    [Fact]
    public void Every_build_ends_as_the_slow_account_says_with_no_step_before_its_time_and_none_twice() =>
        GenSketch.Sample(sketch =>
        {
            var run = new RandomRun(sketch);
            run.ToTheEnd();
            var account = new SlowAccount(run.Schedule.Steps, run.Uploaders, run.Ends);

            foreach (var step in run.Schedule.Steps)
            {
                var end = run.Schedule.Progress(step.Id).End;
                end.ShouldBe(account.EndOf(step.Id), $"step {step.Id}");
                run.Started.GetValueOrDefault(step.Id)
                    .ShouldBe(
                        end is StepEnd.Passed or StepEnd.SoftFailed or StepEnd.Failed && step.Kind == StepKind.Command
                            ? 1 + run.Retries(step)
                            : 0
                    );
            }

            run.Schedule.IsFailing.ShouldBe(run.Schedule.Steps.Any(step => account.EndOf(step.Id) == StepEnd.Failed));
            foreach (var (started, unfinished) in run.UnfinishedAtStart)
                account.Needed(started).Intersect(unfinished).ShouldBeEmpty($"step {started} started too early");
        }, iter: 3000);

    [Fact]
    public void The_order_in_which_jobs_end_does_not_matter() =>
        Gen.Select(GenSketch, Gen.Int).Sample((sketch, otherSeed) =>
        {
            var one = new RandomRun(sketch);
            var two = new RandomRun(sketch with { Seed = otherSeed });
            one.ToTheEnd();
            two.ToTheEnd();

            // Which of two uploads came first may differ, so steps are reported by their keys.
            static Dictionary<string, StepEnd?> Ends(RandomRun run) =>
                run
                    .Schedule.Steps.Where(step => step.Key is not null)
                    .ToDictionary(step => step.Key!.Text, step => run.Schedule.Progress(step.Id).End);
            Ends(two)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ShouldBe(Ends(one).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        },
                iter: 2000
            );

    [Fact]
    public void A_wave_that_passes_at_once_leaves_what_it_leaves_job_by_job() =>
        GenSketch.Sample(sketch =>
        {
            var atOnce = new RandomRun(sketch).Schedule;
            var oneByOne = atOnce;
            while (true)
            {
                var jobs = atOnce.Runnable;
                StepId[] answered = [.. atOnce.Blocked.Select(step => step.Id)];
                if (jobs.IsEmpty && answered.Length == 0) return;
                atOnce = atOnce.Pass(jobs, answered);
                oneByOne = jobs.Aggregate(oneByOne, (now, job) => now.Start(job).End(job, new JobEnd(0)));
                oneByOne = answered.Aggregate(oneByOne, (now, step) => now.Unblock(step));

                Told(atOnce).ShouldBe(Told(oneByOne));
            }

            static IEnumerable<string> Told(Schedule schedule) =>
                from step in schedule.Steps
                let progress = schedule.Progress(step.Id)
                select $"{step.Id} {progress.IsReady} {progress.End} {progress.Reason} {string.Join(", ", progress.Jobs)}";
        }, iter: 2000);

    internal sealed record SketchedStep(
        int Kind,
        int Ends,
        int[] DependsOn,
        bool Allow,
        bool AllowInGroup,
        int LeftOut,
        int Uploads,
        int Retries
    );

    internal sealed record Sketch(SketchedStep[] Steps, SketchedStep[][] Uploads, int[] Groups, SketchedStep[][] Others, int Seed)
    {
        public bool IsBootstrap { get; init; }

        /// <summary>The uploads of a step, by number: each belongs to the first step that names it, whenever that runs.</summary>
        public IEnumerable<int> UploadsOf(SketchedStep step) =>
            IsBootstrap
                ? ReferenceEquals(step, Steps[0])
                    ? Enumerable.Range(0, Uploads.Length)
                    : []
                : Enumerable
                    .Range(0, Uploads.Length)
                    .Where(number =>
                        number == step.Uploads
                        && ReferenceEquals(
                            step,
                            Steps
                                .Concat(Others.SelectMany(steps => steps))
                                .Concat(Uploads.SelectMany(steps => steps))
                                .First(other => other.Uploads == number)
                        )
                    );

        // Steps beside the uploading one may have started before a wait comes to stand above them: then it depends on the moment what comes
        // out.
        public SketchedStep[] Batch(int number) => IsBootstrap ? Uploads[number] : [.. Uploads[number].Where(step => step.Kind > 1)];

        public PlannedStep Plan(SketchedStep sketched, StepId id, string key, PlannedGroup? group)
        {
            var kind = sketched.Kind switch
            {
                0 => StepKind.Wait,
                1 => StepKind.Block,
                2 => StepKind.Input,
                3 => StepKind.Trigger,
                _ => StepKind.Command,
            };
            return new PlannedStep(id, kind)
            {
                Key = kind == StepKind.Wait ? null : StepKey.Parse(key),
                Group = group,
                DependsOn =
                    kind == StepKind.Wait || sketched.DependsOn.Length == 0
                        ? null
                        :
                        [
                            .. sketched.DependsOn.Select(other => new PlannedDependency(
                                StepKey.Parse(
                                    other < 10 ? $"k{other}"
                                    : other < 12 ? $"g{other - 10}"
                                    : $"u{other - 12}-0"
                                )!,
                                sketched.AllowInGroup
                            )),
                        ],
                AllowDependencyFailure = sketched.Allow && kind != StepKind.Wait,
                ContinuesOnFailure = sketched.Allow && kind == StepKind.Wait,
                LeftOut = sketched.LeftOut == 0 ? "if" : null,
                PassedOver = sketched.LeftOut == 1 || kind == StepKind.Trigger ? "elsewhere" : null,
                Retry = [new RetryRule([], true, [], [], sketched.Retries)],
                Jobs = kind == StepKind.Command ? [new JobRules(new SoftFail(sketched.Ends == 1, []))] : [],
            };
        }
    }

    /// <summary>Runs a schedule in a random order.</summary>
    private sealed class RandomRun
    {
        private readonly Sketch sketch;
        private readonly Random random;
        private readonly Dictionary<StepId, SketchedStep> sketched = [];
        private readonly HashSet<int> uploaded = [];
        private int uploads;

        public RandomRun(Sketch sketch)
        {
            this.sketch = sketch;
            random = new Random(sketch.Seed);
            // A composition comes as several uploads at once; waits stand in all of them.
            Schedule = Schedule.Insert([
                Planned(null, sketch.Steps, "k", sketch.Groups),
                .. sketch.Others.Index().Select(other => Planned(null, other.Item, $"o{other.Index}-", [])),
            ]);
        }

        public Schedule Schedule { get; private set; } = Schedule.Empty;

        public Dictionary<int, StepId> Uploaders { get; } = [];

        public Dictionary<StepId, int> Started { get; } = [];

        public List<(StepId Step, List<StepId> Unfinished)> UnfinishedAtStart { get; } = [];

        /// <summary>How a step's command ends, retries included.</summary>
        public StepEnd Ends(StepId id) =>
            sketched[id].Ends switch
            {
                0 or 2 => StepEnd.Failed,
                1 => StepEnd.SoftFailed,
                _ => StepEnd.Passed,
            };

        public int Retries(PlannedStep step) => Ends(step.Id) == StepEnd.Passed ? 0 : step.Retry[0].Limit;

        public void ToTheEnd()
        {
            while (true)
            {
                var moves = new List<Action>();
                moves.AddRange(Schedule.Runnable.Select(job => (Action)(() => Start(job))));
                moves.AddRange(Schedule.Running.Select(job => (Action)(() => End(job))));
                moves.AddRange(Schedule.Blocked.Select(step => (Action)(() => Schedule = Schedule.Unblock(step.Id))));
                if (moves.Count == 0) return;
                moves[random.Next(moves.Count)]();
            }
        }

        private void Start(JobId job)
        {
            if (Started.TryAdd(job.Step, 0))
                UnfinishedAtStart.Add(
                    (job.Step, [.. Schedule.Steps.Where(step => Schedule.Progress(step.Id).End is null).Select(step => step.Id)])
                );
            Started[job.Step]++;
            Schedule = Schedule.Start(job);
        }

        private void End(JobId job)
        {
            var step = sketched[job.Step];
            foreach (var number in sketch.UploadsOf(step).Where(uploaded.Add))
                Schedule = Schedule.Insert(Planned(job.Step, sketch.Batch(number), $"u{number}-", []));
            Schedule = Schedule.End(job, new JobEnd(Ends(job.Step) == StepEnd.Passed ? 0 : 1));
        }

        private UploadedSteps Planned(StepId? uploader, SketchedStep[] steps, string keyHead, int[] groups)
        {
            uploads++;
            if (uploader is { } known) Uploaders[uploads] = known;
            var planned = ImmutableArray.CreateBuilder<PlannedStep>();
            for (var index = 0; index < steps.Length; index++)
            {
                var id = new StepId(uploads, index);
                sketched[id] = steps[index];
                planned.Add(sketch.Plan(steps[index], id, $"{keyHead}{index}", GroupAt(groups, index)));
            }

            return new UploadedSteps(uploader, planned.ToImmutable());
        }

        // 0: none; the first run of ones is g0, of twos g1; a group that has ended does not come again.
        private static PlannedGroup? GroupAt(int[] groups, int index)
        {
            if (index >= groups.Length || groups[index] == 0) return null;
            var first = Array.IndexOf(groups, groups[index]);
            return groups[first..(index + 1)].All(other => other == groups[index]) ? Groups[groups[index] - 1] : null;
        }
    }

    /// <summary>
    /// The rules once more over the finished list, without any notion of time: all steps are decided again and again, from what is known of
    /// the others, until nothing new comes out.
    /// </summary>
    private sealed class SlowAccount(ImmutableArray<PlannedStep> steps, Dictionary<int, StepId> uploaders, Func<StepId, StepEnd> ends)
    {
        private readonly Dictionary<StepId, StepEnd?> known = [];
        private Dictionary<StepId, List<(StepId? Step, string Why)>>? all;

        public IEnumerable<StepId> Needed(StepId id) => Needs(id).SelectMany(need => need.Step is { } step ? new[] { step } : []);

        public StepEnd? EndOf(StepId id)
        {
            while (known.Count == 0 || steps.Any(step => known[step.Id] != Decide(step)))
                foreach (var step in steps) known[step.Id] = Decide(step);
            return known[id];
        }

        private StepEnd? Decide(PlannedStep step)
        {
            if (step.LeftOut is not null) return StepEnd.LeftOut;
            var needs = Needs(step.Id)
                .Select(need => (End: need.Step is { } needed ? known.GetValueOrDefault(needed) : null, need.Why))
                .ToList();
            if (needs.Any(need => need.End is StepEnd.Failed or StepEnd.NotRun && !MayFail(step, need.Why))) return StepEnd.NotRun;
            if (needs.Any(need => need.End is null)) return null;
            if (step.PassedOver is not null) return StepEnd.LeftOut;
            return step.Kind == StepKind.Command ? ends(step.Id) : StepEnd.Passed;
        }

        private static bool MayFail(PlannedStep step, string why) => why switch
        {
            "barrier" => false,
            "above" => step.ContinuesOnFailure,
            "may fail" => true,
            _ => step.AllowDependencyFailure || step.Group is { AllowDependencyFailure: true },
        };

        private List<(StepId? Step, string Why)> Needs(StepId id)
        {
            if (all is not null) return all[id];
            all = steps.ToDictionary(step => step.Id, FirstNeeds);
            foreach (var step in steps)
                foreach (var wish in Wishes(step).Where(wish => !Leads(wish, step.Id)).ToList()) all[step.Id].Add((wish, "above"));
            return all[id];
        }

        // A wait within a group minds what the group's steps have uploaded, unless that waits for the wait.
        private List<StepId> Wishes(PlannedStep step)
        {
            if (step.Group is null || step.DependsOn is not null || !Holds(step)) return [];
            return
            [
                .. Since(step)
                    .SelectMany(member => steps.Where(other => Above(other.Id).Contains(member.Id)))
                    .Select(other => other.Id)
                    .Distinct(),
            ];
        }

        private bool Leads(StepId from, StepId to) => Reached([from]).Contains(to);

        private HashSet<StepId> Reached(HashSet<StepId> seen)
        {
            var more = seen.SelectMany(id => all![id])
                .Select(need => need.Step)
                .OfType<StepId>()
                .Where(id => !seen.Contains(id))
                .ToHashSet();
            return more.Count == 0 ? seen : Reached([.. seen, .. more]);
        }

        private List<(StepId? Step, string Why)> FirstNeeds(PlannedStep step)
        {
            var found = new List<(StepId?, string)>();
            foreach (var dependency in (step.DependsOn ?? []).Concat(step.Group?.DependsOn ?? []))
            {
                var why = dependency.AllowFailure ? "may fail" : "depends";
                var named = steps.Where(other => other.Key == dependency.Key || other.Group?.Key == dependency.Key).ToList();
                if (named.Count == 0) found.Add((null, why));
                foreach (var other in named)
                {
                    found.Add((other.Id, why));
                    if (!Above(step.Id).Contains(other.Id) && other.Id != step.Id)
                        found.AddRange(
                            steps.Where(uploaded => Above(uploaded.Id).Contains(other.Id)).Select(uploaded => ((StepId?)uploaded.Id, why))
                        );
                }
            }

            if (step.DependsOn is not null) return found;
            if (Above(step.Id).FirstOrDefault(new StepId(-1, -1)) is { Upload: > 0 } uploader) found.Add((uploader, "depends"));
            if (Barrier(step, step.Group) is { } last) found.Add((last.Id, "barrier"));
            if (step.Group is not null && step.Group.DependsOn is null && Barrier(step, null) is { } outer)
                found.Add((outer.Id, "barrier"));
            if (Holds(step)) found.AddRange(Since(step).Select(other => ((StepId?)other.Id, "above")));
            return found;
        }

        private IEnumerable<PlannedStep> Before(PlannedStep step) => steps.Take(steps.IndexOf(step));

        private PlannedStep? Barrier(PlannedStep step, PlannedGroup? group) =>
            Before(step).LastOrDefault(other => Holds(other) && !IsIdle(other) && other.Group == group);

        // What a wait minds: everything above it, down to the last wait that lets no failure through.
        private IEnumerable<PlannedStep> Since(PlannedStep step)
        {
            var scope = Before(step)
                .Where(other => other.Kind != StepKind.Input && !IsIdle(other) && (step.Group is null || other.Group == step.Group))
                .ToList();
            var plain = scope.FindLastIndex(other => Holds(other) && other.Group == step.Group && !other.ContinuesOnFailure);
            return scope.Skip(plain + 1).Where(other => !Holds(other) || other.Group != step.Group);
        }

        // A wait next to a block, with nothing but waits between them.
        private bool IsIdle(PlannedStep step)
        {
            if (step.Kind != StepKind.Wait || step.LeftOut is not null) return false;
            var there = steps.Where(other => other.LeftOut is null || other.Kind is not (StepKind.Wait or StepKind.Block)).ToList();
            var place = there.IndexOf(step);
            var next = there.ElementAtOrDefault(place + 1);
            return (next is { Kind: StepKind.Block } && next.Group == step.Group) || IsBehindBlock(there, step);
        }

        // Waits alone stand between it and the block.
        private static bool IsBehindBlock(List<PlannedStep> there, PlannedStep step)
        {
            for (var place = there.IndexOf(step) - 1; place >= 0 && there[place].Group == step.Group; place--)
            {
                if (there[place].Kind == StepKind.Block) return true;
                if (there[place].Kind != StepKind.Wait) return false;
            }

            return false;
        }

        private static bool Holds(PlannedStep step) => step.Kind is StepKind.Wait or StepKind.Block && step.LeftOut is null;

        private List<StepId> Above(StepId id)
        {
            var above = new List<StepId>();
            for (var upload = id.Upload; uploaders.TryGetValue(upload, out var uploader); upload = uploader.Upload) above.Add(uploader);
            return above;
        }

    }
}
