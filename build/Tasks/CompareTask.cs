using Build.Options;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Compare")]
[CleansUp]
[TaskDescription(
    "Runs the repository's present bootstrap in a copy under a recording agent beside ours, for every kind of build, and prints what "
        + "differs"
)]
[Option("kinds", "A,B", "only these builds, by the beginning of their names: nightly,pull-request-of-a-model; default: all")]
[Option("format", "text|json", "default: text")]
[Option("baseline", "FILE", "the differences that are wanted, each with its reason; default: .buildkite/compare.yml")]
[Option(
    "pass-over",
    "A,B",
    "scripts of the repository that are not run, as if they ended well: checks that need programs which this machine lacks"
)]
public sealed class CompareTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var format = context.Options.Choice("format", LeftBenchmarks.Formats) ?? OutputFormat.Text;
        var kinds = context.Options.Names("kinds");
        var wanted = context.WantedDifferences();
        context.Options.Check();

        var compared = await context.CompareBuildsAsync(kinds, wanted);
        context.Show(compared, format);
        var unexplained = compared.Differences.Count(difference => difference.Reason is null);
        if (unexplained > 0)
            throw new CakeException(
                1,
                $"{unexplained} difference{(unexplained == 1 ? " is" : "s are")} not explained; change ci.yml, or write "
                    + $"{(unexplained == 1 ? "it" : "them")} with a reason into {BuildkiteCi.Adopting.Comparing.WantedDifferences.Path}"
            );
    }
}
