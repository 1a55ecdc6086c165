using System.Text;
using Build.Options;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Checks;

namespace Build.Tests.Handbook;

/// <summary>The page of all targets: what they do, their options, exit statuses and JSON, made of what the help is made of.</summary>
internal static class TargetsPage
{
    /// <summary>The page.</summary>
    public static string Of(CiSettings settings)
    {
        var page = new StringBuilder($"""
            # Targets, options, exit statuses, JSON

            `./build.sh --target=NAME [options]`; `build.ps1` takes the same. `./build.sh --help --target=NAME` shows a target's options in the terminal, with this
            repository's queues and generations. Every key of `ci.yml`: [CONFIGURATION.md](CONFIGURATION.md). To move a repository in: [ADOPTING.md](ADOPTING.md). To
            publish and host the pages: [PUBLISHING.md](PUBLISHING.md). Packages, and our tasks in a build of yours: [PACKAGES.md](PACKAGES.md). A message explained: [TROUBLESHOOTING.md](TROUBLESHOOTING.md).

            A test makes this page from the targets' own tables; `UPDATE_GOLDEN=1` writes it anew.

            | target | does |
            |---|---|

            """);
        var tasks = TaskTable.All().ToList();
        foreach (var task in tasks) page.Append($"| [{task.Name}](#{task.Name.ToLowerInvariant()}) | {Cell(task.Description)} |\n");
        page.Append(
            "\n## Exit statuses\n\n| status | when |\n|--:|---|\n| 0 | done |\n| 1 | the work found failures, or errors in the input |\n| "
                + "2 | wrong usage: an option, a value, a target that does not exist |\n"
        );
        page.Append("| 130, 143 | ended by Ctrl-C (SIGINT), by SIGTERM; child processes are ended, and no file is half-written |\n");
        page.Append(
            "\nErrors go to standard error, one line for each problem: `PATH:LINE:COLUMN: error CODE: what is wrong; what to do`.\n"
        );
        page.Append("\n## Options of every target\n");
        Options(page, CommonOptions.OfTargets, settings);
        page.Append("\n## Options of the host\n");
        Options(page, CommonOptions.OfHost, settings);
        foreach (var task in tasks)
        {
            page.Append($"\n## {task.Name}\n\n{Filled(task.Description, settings)}.\n");
            if (task.Options.Length > 0) Options(page, task.Options, settings);
        }

        page.Append(Json());
        return page.ToString();
    }

    private static void Options(StringBuilder page, IEnumerable<OptionAttribute> options, CiSettings settings)
    {
        page.Append("\n| option | meaning |\n|---|---|\n");
        foreach (var option in options)
            page.Append(
                $"| `--{option.Name}{(option.Value.Length == 0 ? "" : $" {Filled(option.Value, settings).Replace("|", "\\|", StringComparison.Ordinal)}")}` | {Cell(Filled(option.Meaning, settings))} |\n"
            );
    }

    private static string Json()
    {
        var problem = ProblemJson.Write([
            new Diagnostic(
                Unfilled.Definition,
                new SourceLocation(".buildkite/models/a.yml", 11, 7),
                "a TODO is not filled in: the score to reach, as a fraction: 0.85",
                "fill it in, and remove the comment"
            ),
        ]);
        return $$"""

            ## JSON

            What programs read is on standard output, whole, and nothing else is. Keys are only ever added.

            **Problems** (`Validate --format json`; `--format sarif` is SARIF 2.1.0): a list, in the order of places. Lines and columns count from 1; `help` is the rule's
            page.

            ```json
            {{problem.TrimEnd('\n')}}
            ```

            **A run's events** (`RunPipeline --format json`): an object a line, with `event` and `elapsed` (seconds since the run began) and what belongs to the
            event: `build-planned`, `upload`, `note`, `steps-removed`, `job-left-out`, `job-started` (`step`, `key`, `label`, `job`, `try`, `log`), `output` (`step`,
            `job`, `line`), `job-ended` (`exit_status`, `timed_out`, `cancelled`, `seconds`, `became`), `step-ended` (`became`, `reason`), `step-blocked`
            (`prompt`, `fields`, `why`), `step-stuck`, and at the end `run-ended` (`verdict`, `steps`). With `--list` each line is a `forecast` of one step.

            **Results** (`support_matrices/results/…json`, written by `PublishMatrix`): [results.schema.json](../src/BuildkiteCi.Matrices/Json/results.schema.json).

            **A benchmark's run** (`Benchmark --format json`) is the record that the history keeps; **a history** (`BenchmarkReport --format json`) is its series
            with their changes. **A comparison** (`Compare --format json`) lists builds, and differences with the builds that have them.

            **A pipeline** (`Preview`): the JSON that Buildkite's agent would send.

            """;
    }

    private static string Filled(string text, CiSettings settings) => OptionValue.Filled(text, settings);

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
