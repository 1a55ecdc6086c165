using Build.Options;
using BuildkiteCi.Core;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Test")]
[CleansUp]
[TaskDescription("Builds and runs all tests")]
[Option("filter", "TEXT", "only the tests whose full name holds this text")]
[Option("order-seed", "NUMBER", "run the tests in the random order that belongs to this number; default: in the order of their names")]
public sealed class TestTask : AsyncFrostingTask<BuildContext>
{
    private const int NoTestMatched = 8;
    private const string OrderVariable = "TEST_ORDER_SEED";

    public override async Task RunAsync(BuildContext context)
    {
        var filter = context.Options.Text("filter");
        var seed = context.Options.Number("order-seed", 0, int.MaxValue, "whole number");
        context.Options.Check();

        var compile = CommandLine.Of("dotnet", "build", "BuildkiteCi.sln", "--nologo", "--verbosity", "quiet");
        if (!(await context.Processes.RunAsync(compile, line => context.Say(line.Text), context.Stopping)).Succeeded)
            throw new CakeException(1, "the solution does not compile; see above");

        // As many test programs at once as there are cores, which is the SDK's default: many of their tests wait for processes.
        var test = CommandLine.Of("dotnet", "test", "--solution", "BuildkiteCi.sln", "--no-build", "--no-ansi", "--no-progress");
        // Tests start build.sh in many copies of this repository, and none of them is worth minutes of a native compiler.
        test = test with { Environment = test.Environment.SetItem("BUILDKITECI_NATIVE", "never") };
        if (filter is not null)
            test = test with
            {
                Arguments = [.. test.Arguments, "--ignore-exit-code", $"{NoTestMatched}", "--filter-method", $"*{filter}*"],
            };

        if (seed is { } number)
        {
            test = test with { Environment = test.Environment.SetItem(OrderVariable, $"{(int)number}") };
            context.Say($"The tests run in a random order; --order-seed {(int)number} repeats it.");
        }

        var tally = new TestTally();
        var exit = await context.Processes.RunAsync(
            test with
            {
                KeepsOutput = false,
            },
            line => context.Say(tally.Read(line.Text)),
            context.Stopping
        );
        context.Say($"{tally.Passed} passed, {tally.Failed} failed, {tally.Skipped} skipped");
        if (tally.Total == 0) throw new CakeException(1, filter is null ? "no test ran" : $"no test's name holds '{filter}'");
        if (!exit.Succeeded) throw new CakeException(1, $"{tally.Failed} tests failed; see above");
    }
}
