using BuildkiteCi.Pipelines.Checks.Commands;

namespace BuildkiteCi.Pipelines.Tests.Checks.Commands;

/// <summary>Commands of a catalogue of any size are checked without holding it.</summary>
public sealed class ScriptsOfStepsTests
{
    // More than are kept.
    private const int Many = 6_000;

    [Fact]
    public void Scripts_are_the_same_each_time_and_those_beyond_the_first_thousands_are_made_anew()
    {
        var made = 0;
        var scripts = new ScriptsOfSteps(Documents(() => made++), OneScript);

        var first = scripts.Select(script => script.Shell.Text).ToArray();
        made.ShouldBe(Many);
        var second = scripts.Select(script => script.Shell.Text).ToArray();

        first.Length.ShouldBe(Many);
        second.ShouldBe(first);
        made.ShouldBeInRange(Many + 500, Many + 1_500);
    }

    [Fact]
    public void Few_scripts_are_read_once()
    {
        var made = 0;
        var scripts = new ScriptsOfSteps(Documents(() => made++).Take(50), OneScript);

        scripts.ToArray().ShouldBe(scripts.ToArray());
        made.ShouldBe(50);
    }

    [Fact]
    public void Faults_of_files_that_are_not_kept_are_found_like_those_of_the_first()
    {
        var found = CommandChecks.Of(Documents(() => { }), new MemoryFileTree([("run/a.sh", "#!/bin/bash\npytest tests\n")]));

        found.Where(one => one.Rule.Code == "R001").Select(one => one.Location.Path).ShouldBe(["0000.yml", "5999.yml"]);
    }

    // The first and the last run a script that is not there.
    private static IEnumerable<PipelineDocument> Documents(Action made) =>
        Enumerable
            .Range(0, Many)
            .Select(number =>
            {
                made();
                var script = number is 0 or Many - 1 ? "b" : "a";
                return PipelineDocument
                    .Read(new SourceFile($"{number:0000}.yml", $"steps:\n  - command: run/{script}.sh {number}\n"))
                    .Value!;
            });

    private static IEnumerable<CommandScript> OneScript(PipelineDocument document) =>
        [CommandText.OfStep(document.Steps[0].Body.Scalar("command")!)!];
}
