using Build.Options;
using BuildkiteCi.Core;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Fuzz")]
[TaskDescription("Gives changed texts to everything that reads files, more of them than Test does; a text that breaks a reader is kept")]
[Option("runs", "NUMBER", "how many texts each reader gets; default: 5000")]
[Option("seed", "NUMBER", "make the texts that belong to this number; default: others each time")]
public sealed class FuzzTask : AsyncFrostingTask<BuildContext>
{
    private const string Project = "tests/Fuzz.Tests";
    private const int UsualRuns = 5000;

    public override async Task RunAsync(BuildContext context)
    {
        var runs = (int)(context.Options.Number("runs", 1, int.MaxValue, "number of texts") ?? UsualRuns);
        var seed = (int)(context.Options.Number("seed", 0, int.MaxValue, "whole number") ?? Random.Shared.Next());
        if (!Directory.Exists(Path.Combine(context.Files.Root, Project))) context.Options.Wrong("root", $"has no {Project}");
        context.Options.Check();

        context.Say($"{runs} texts for each reader; --seed {seed} --runs {runs} repeats them.");
        var command = CommandLine.Of("dotnet", "run", "--project", Project, "--configuration", "Release", "--", "-noColor");
        var exit = await context.Processes.RunAsync(
            command with
            {
                Folder = context.Files.Root,
                Environment = command.Environment.SetItem("FUZZ_RUNS", $"{runs}").SetItem("FUZZ_SEED", $"{seed}"),
                KeepsOutput = false,
            },
            line => context.Say(line.Text),
            context.Stopping);
        if (!exit.Succeeded) throw new CakeException(1, $"a reader broke; see above, and {Project}/corpus for the text");
    }
}
