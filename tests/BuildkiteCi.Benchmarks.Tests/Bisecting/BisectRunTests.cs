using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Bisecting;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Machine;

namespace BuildkiteCi.Benchmarks.Tests.Bisecting;

/// <summary>Bisections over a real repository whose commits hold how fast they are, or do not build.</summary>
public sealed class BisectRunTests : IDisposable
{
    private const double Before = 100;
    private const double After = 80;

    private readonly GitSandbox git = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ProcessRunner Processes => new(git.Path("upstream"), TimeProvider.System);

    private string Root => git.Path("upstream");

    public void Dispose() => git.Dispose();

    [Fact]
    public async Task A_culprit_among_many_commits_is_found_in_few_runs()
    {
        var commits = Commits(24, culprit: 17);
        var benchmark = new Benchmark(this, noise: 0.02);

        var bisection = await RunAsync(await CandidatesAsync(commits), benchmark);

        var (verdict, found, chance) = bisection.Standing;
        (verdict, found.Single().Commit).ShouldBe((BisectVerdict.Culprit, commits[17]));
        chance.ShouldBeGreaterThan(0.95);
        benchmark.Runs.ShouldBeLessThanOrEqualTo(9);
        BisectText.Sentence(bisection).ShouldStartWith($"{commits[17]} brought it in, ");
    }

    [Fact]
    public async Task Runs_that_mislead_are_outvoted()
    {
        var commits = Commits(10, culprit: 6);
        // Every fourth run is a wild one: half as fast.
        var benchmark = new Benchmark(this, noise: 0.02) { IsWild = run => run % 4 == 2 };

        var (verdict, found, _) = (await RunAsync(await CandidatesAsync(commits), benchmark)).Standing;

        (verdict, found.Single().Commit).ShouldBe((BisectVerdict.Culprit, commits[6]));
    }

    [Fact]
    public async Task Commits_that_all_measure_as_before_are_noise_with_its_odds()
    {
        var commits = Commits(6, culprit: 99);

        var bisection = await RunAsync(await CandidatesAsync(commits), new Benchmark(this, noise: 0.02));

        bisection.Standing.Verdict.ShouldBe(BisectVerdict.Noise);
        BisectText.Sentence(bisection).ShouldMatch("^noise, .* sure: every commit measures as before the change$");
    }

    [Fact]
    public async Task A_last_good_commit_that_is_slow_now_is_no_commits_fault()
    {
        var commits = Commits(6, culprit: -1);

        (await RunAsync(await CandidatesAsync(commits), new Benchmark(this, noise: 0.02))).Standing.Verdict.ShouldBe(
            BisectVerdict.Environment
        );
    }

    [Fact]
    public async Task Commits_that_do_not_build_are_passed_over_and_named_where_they_hide_the_culprit()
    {
        var commits = Commits(12, culprit: 6, broken: [2, 5, 6]);

        var bisection = await RunAsync(await CandidatesAsync(commits), new Benchmark(this, noise: 0.01));

        var (verdict, found, _) = bisection.Standing;
        verdict.ShouldBe(BisectVerdict.Culprit);
        found.Select(one => one.Commit).ShouldBe([commits[5], commits[6], commits[7]]);
        bisection.Results.ShouldContain(result => result.Commit == commits[5] && result.Failure!.Contains("it does not build"));
        BisectText.Sentence(bisection).ShouldStartWith("one of 3 commits brought it in, ");
    }

    [Fact]
    public async Task What_was_run_before_is_not_run_again()
    {
        var commits = Commits(24, culprit: 17);
        var candidates = await CandidatesAsync(commits);
        var first = new Benchmark(this, noise: 0.01);
        var half = await RunAsync(candidates, first, mostRuns: 3);
        half.Standing.Verdict.ShouldBe(BisectVerdict.Undecided);

        var second = new Benchmark(this, noise: 0.01);
        var bisection = await new BisectRun(second, _ => { }, 20).RunAsync(Start(candidates) with { Results = half.Results }, Stop);

        bisection.Standing.Commits.Single().Commit.ShouldBe(commits[17]);
        (first.Runs, second.Runs).ShouldBe((3, bisection.Results.Length - 3));
        second.Commits.ShouldNotContain(first.Commits[0]);
    }

    [Fact]
    public async Task The_checkouts_are_gone_and_the_repository_is_as_it_was()
    {
        await RunAsync(await CandidatesAsync(Commits(4, culprit: 2)), new Benchmark(this, noise: 0.01));

        Directory.Exists(Path.Combine(Root, ".state", "checkout")).ShouldBeFalse();
        git.Git("upstream", "worktree", "list", "--porcelain")
            .Split('\n')
            .Count(line => line.StartsWith("worktree ", StringComparison.Ordinal))
            .ShouldBe(1);
        git.Git("upstream", "status", "--porcelain").ShouldBe("");
        git.Git("upstream", "symbolic-ref", "HEAD").ShouldBe("refs/heads/main");
    }

    [Fact]
    public async Task Chances_of_places_are_spread_over_their_commits()
    {
        var commits = Commits(6, culprit: 3);
        // Three nights: two commits, then one, then three; the middle one is the likeliest.
        var points = new[]
        {
            Point(0, git.Git("upstream", "rev-parse", $"{commits[0]}~1")),
            Point(1, commits[1]),
            Point(2, commits[2]),
            Point(3, commits[5]),
        };
        var one = Event(
            points[0],
            points[3],
            new PossiblePlace(points[0], points[1], 0.2),
            new PossiblePlace(points[1], points[2], 0.6),
            new PossiblePlace(points[2], points[3], 0.15)
        );

        var found = await new CommitLog(Processes, Root).CandidatesAsync(one, Stop);

        found.Commits.Select(commit => Math.Round(commit.Chance, 3)).ShouldBe([0.105, 0.105, 0.632, 0.053, 0.053, 0.053]);
        (found.SameCode, found.Problem).ShouldBe((0, null));
        EventCandidatesText.Write(found).ShouldContain("\n   63 % " + commits[2][..12]);
    }

    [Fact]
    public async Task Commits_that_this_checkout_does_not_hold_are_a_problem_with_its_cure()
    {
        git.Commit(("a", "b"));
        var found = await new CommitLog(Processes, Root).CandidatesAsync(
            Event(Point(0, new string('a', 40)), Point(1, new string('b', 40))),
            Stop
        );

        found.Problem!.ShouldContain("git fetch --unshallow");
        found.Commits.ShouldBeEmpty();
    }

    // The commits after a first good one; each holds its speed, and one that is broken holds none. One process makes them all.
    private string[] Commits(int count, int culprit, int[]? broken = null)
    {
        var stream = new StringBuilder();
        for (var i = -1; i < count; i++)
        {
            var speed = broken?.Contains(i) == true ? "no number" : Text(i >= culprit ? After : Before);
            var message = $"change {i}";
            stream.Append(
                $"commit refs/heads/main\ncommitter Test <test@example.com> {1_700_000_000 + i * 60} +0000\ndata {message.Length}\n"
                    + $"{message}\n"
            );
            stream.Append($"M 100644 inline speed\ndata {speed.Length}\n{speed}\nM 100644 inline .gitignore\ndata 8\n.state/\n\n");
        }

        var exit = Processes
            .RunAsync(CommandLine.Of("git", "fast-import", "--quiet") with { Input = stream.ToString() }, null, Stop)
            .GetAwaiter()
            .GetResult();
        exit.Succeeded.ShouldBeTrue(exit.ErrorOutput);
        git.Git("upstream", "reset", "--quiet", "--hard");
        return git.Git("upstream", "rev-list", "--reverse", "main").Split('\n')[1..];
    }

    private Task<EventCandidates> CandidatesAsync(string[] commits) =>
        new CommitLog(Processes, Root).CandidatesAsync(
            Event(Point(0, git.Git("upstream", "rev-parse", $"{commits[0]}~1")), Point(1, commits[^1])),
            Stop
        );

    private static Task<Bisection> RunAsync(EventCandidates candidates, Benchmark benchmark, int mostRuns = 40) =>
        new BisectRun(benchmark, _ => { }, mostRuns).RunAsync(Start(candidates), Stop);

    private static Bisection Start(EventCandidates candidates) => Bisection.Of(candidates, Before, After, 0.02, 0.01);

    private static ChangeEvent Event(SeriesPoint good, SeriesPoint bad, params PossiblePlace[] places) =>
        new(
            good,
            bad,
            [
                new EventMember(
                    new SeriesKey("case", "v6e-1", KnownMetrics.RequestThroughput, "base"),
                    bad,
                    Before,
                    After,
                    After / Before - 1,
                    ChangeVerdict.Regressed,
                    IsSuspected: false
                )
                {
                    Places = [.. places],
                },
            ]
        );

    private static SeriesPoint Point(int night, string commit) => new(night, new DateOnly(2026, 3, 1).AddDays(night), commit, 1);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the checkout's speed with a shell, as a stand-in for hours of a TPU.</summary>
    private sealed class Benchmark(BisectRunTests tests, double noise) : ICommitBenchmark
    {
        private readonly Random random = new(5);

        public Func<int, bool> IsWild { get; init; } = _ => false;

        public int Runs => Commits.Count;

        public List<string> Commits { get; } = [];

        public async Task<CommitResult> MeasureAsync(string commit, CancellationToken cancellationToken)
        {
            Commits.Add(commit);
            var (created, problem) = await CommitCheckout.CreateAsync(
                tests.Processes,
                tests.Root,
                Path.Combine(tests.Root, ".state", "checkout"),
                commit,
                cancellationToken
            );
            if (created is null) return new CommitResult(commit, null, problem);
            await using var checkout = created;
            if (await checkout.PrepareAsync("grep -qx '[0-9]*' speed", null, cancellationToken) is { } broken)
                return new CommitResult(commit, null, broken);
            var speed = double.Parse(
                await File.ReadAllTextAsync(Path.Combine(checkout.Folder, "speed"), cancellationToken),
                CultureInfo.InvariantCulture
            );
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return new CommitResult(commit, IsWild(Runs) ? speed / 2 : speed * Math.Exp(noise * normal), null);
        }
    }
}
