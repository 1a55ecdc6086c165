using Build.Options;
using Build.Wiring;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Validate")]
[TaskDescription("Checks the catalogue and pipelines: everything Buildkite would refuse, or that does not do what its author meant")]
[Option("files", "A,B", "report on these files alone; default: the catalogue, pipelines, scripts and benchmark cases")]
[Option("since", "COMMIT", "report what changed since then, the work not yet committed included; what was wrong before is only counted")]
[Option(
    "baseline",
    "FILE",
    "leave out the problems that FILE accepts; default: .buildkite/validate.baseline where there is one; none: leave out nothing"
)]
[Option("update-baseline", "", "write today's problems to the baseline's FILE, and accept them")]
[Option("fix", "", "mend what has one safe answer: show the difference, then write it")]
[Option("explain", "CODE", "show a rule: the incident behind it, a bad and a good example, how to accept it in one place")]
[Option("format", "text|json|sarif", "default: text, one line for each problem on standard error")]
[Option("strict", "", "unfilled TODOs are errors")]
public sealed class ValidateTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var request = ValidationRequest.Read(context);
        if (request.Explained is { } rule)
        {
            context.Write(RulesPage.Explain(rule).TrimEnd('\n'));
            return;
        }

        var found = await context.ValidateAsync(request);
        context.WriteProblems(found, request.Format);
        await context.AnnotateAsync(found);
        if (found.Any(diagnostic => diagnostic.Severity == Severity.Error)) throw new CakeException(1, ProblemMarkdown.Count(found));
    }
}
