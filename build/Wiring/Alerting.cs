using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Core;

namespace Build.Wiring;

/// <summary>Brings alerts to where a team reads.</summary>
internal static class Alerting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Writes due alerts to the file and hands each to the command that the options or <c>ci.yml</c> name; false where one could
    /// not be delivered.</summary>
    public static async Task<bool> TellAsync(this BuildContext context, ImmutableArray<EventAlert> due)
    {
        var settings = context.Settings.Benchmarks;
        ImmutableArray<string> command = context.Options.Text("alert-command") is { } script
            ? ["bash", "-c", script]
            : settings.AlertCommand;
        var isTold = true;
        if (context.IsLocalJob && !command.IsEmpty && !due.IsEmpty)
        {
            // Nobody has agreed that a build on a laptop wakes somebody up; it leaves the news to the next report.
            context.Say($"a job of a build on this machine sends no alerts; the next report sends {due.Length}");
            return false;
        }

        foreach (var line in due.Select(alert => alert.Json()))
        {
            if (!command.IsEmpty) isTold &= await RunAsync(context, command, line);
        }

        if (isTold && !due.IsEmpty && (context.Options.Text("alert-file") ?? settings.AlertFile) is { } file)
        {
            var (files, place) = context.Place(file);
            await File.AppendAllLinesAsync(files.FullPath(place), due.Select(alert => alert.Json()), context.Stopping);
        }

        if (!isTold) Console.Error.WriteLine("Warning: an alert could not be delivered, so the next report tries again");
        return isTold;
    }

    private static async Task<bool> RunAsync(BuildContext context, ImmutableArray<string> command, string json)
    {
        var exit = await context.Processes.RunAsync(
            CommandLine.Of(command[0], [.. command[1..]]) with
            {
                Folder = context.Files.Root,
                Input = json + "\n",
                Timeout = Patience,
            },
            null,
            context.Stopping
        );
        if (exit.Succeeded) return true;
        var how = exit.StartError ?? (exit.TimedOut ? "it did not end within a minute" : $"it ended with exit status {exit.Status}");
        Console.Error.WriteLine(
            $"Warning: the alert command {string.Join(' ', command)} failed: "
                + $"{how}{(exit.ErrorOutput.Trim() is { Length: > 0 } text ? $": {text.Split('\n')[^1]}" : "")}"
        );
        return false;
    }
}
