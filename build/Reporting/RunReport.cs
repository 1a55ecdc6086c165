using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Running.Watching;
using BuildkiteCi.LocalBuilds.Store;
using Cake.Core;

namespace Build.Reporting;

/// <summary>Shows what came of a run, or would.</summary>
internal static class RunReport
{
    private const string PageFile = "build.html";

    // The summary above has them all.
    private const int MostNames = 5;

    /// <summary>Whether <c>--format json</c> asks for events.</summary>
    public static bool IsJsonAsked(this BuildContext context) =>
        context.Options.Choice("format", [("text", OutputFormat.Text), ("json", OutputFormat.Json)]) == OutputFormat.Json;

    /// <summary>The verdict in one line.</summary>
    public static string Verdict(RunResult result) =>
        result.Verdict switch
        {
            RunVerdict.Interrupted => "the run was ended; resume with --continue",
            RunVerdict.Cancelled => "one of its jobs cancelled the build; run what did not pass with --continue",
            RunVerdict.Blocked =>
                $"the build stops at {Names(result, step => step.End is null && step.Step.Plan.Kind is StepKind.Block or StepKind.Input)}; "
                    + "answer with --answer and go on with --continue",
            _ =>
                "the build failed: "
                    + Names(
                        result,
                        step =>
                            step.End is StepEnd.Failed or StepEnd.Errored or StepEnd.TimedOut or StepEnd.Cancelled
                            || (step.End is null && step.Reason is not null)
                    ),
        };

    /// <summary>Shows what would run.</summary>
    public static void Show(this BuildContext context, RunForecast forecast, bool asJson)
    {
        if (asJson)
        {
            foreach (var step in forecast.Steps) context.Say(RunEventJson.Of(step));
            return;
        }

        string[] lines = [.. ForecastText.Of(forecast)];
        if (lines.Length > 1) context.SayLines(string.Join('\n', lines[..^1]));
        // The last one is a sentence.
        context.Say(lines[^1]);
    }

    /// <summary>Shows the log of a step of the build that is there: of each of its jobs the newest try.</summary>
    /// <exception cref="CakeException">There is no such step (exit status 2), or it has not run (1).</exception>
    public static async Task ShowLogAsync(this BuildContext context, string name)
    {
        context.Options.Check();
        var steps = Directory.Exists(context.StateFolder) ? await context.LocalBuild.Steps.AllAsync(context.Stopping) : [];
        var step = steps.FirstOrDefault(step => step.Key?.Text == name) ?? steps.FirstOrDefault(step => step.Label == name);
        if (step is null)
        {
            var known = steps.Select(step => step.Key?.Text ?? step.Label).ToList();
            throw new CakeException(
                2,
                $"no step of the build in {context.StateFolder} is '{name}'; "
                    + $"{BuildkiteCi.Core.Spelling.Suggest(name, known, "--list shows the keys")}"
            );
        }

        var newest = (await context.LocalBuild.Jobs.TriesAsync(context.Stopping)).Where(started => started.Job.Step == step.Id)
            .GroupBy(started => started.Job.Number).OrderBy(job => job.Key).Select(job => job.Last()).ToList();
        if (newest.Count == 0) throw new CakeException(1, $"step '{name}' has not run: it has no log");
        foreach (var started in newest)
        {
            if (newest.Count > 1) context.Say($"==> job {started.Job.Number + 1} of {newest.Count}");
            foreach (var line in File.ReadLines(Path.Combine(context.StateFolder, started.Log)))
                context.Say(context.Console.Profile.Out.IsTerminal ? line : TerminalText.Plain(line));
        }
    }

    /// <summary>Writes the page of the finished build.</summary>
    public static async Task WritePageAsync(this BuildContext context, RunResult result, string? page)
    {
        var text = await FinishedBuildPage.WriteAsync(
            context.LocalBuild,
            result,
            context.Stopping.IsCancellationRequested ? CancellationToken.None : context.Stopping
        );
        await File.WriteAllTextAsync(Path.Combine(context.StateFolder, PageFile), text);
        if (page is not null) await File.WriteAllTextAsync(Path.GetFullPath(page), text);
    }

    private static string Names(RunResult result, Func<FinishedStep, bool> condition)
    {
        var names = result.Steps.Where(condition).Select(step => $"'{step.Step.Shown}'").ToList();
        return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
    }
}
