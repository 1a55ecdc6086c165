using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Benchmarks;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Explaining;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Validate")]
[TaskDescription("Checks the catalogue and pipelines: everything Buildkite would refuse, or that does not do what its author meant")]
[Option("files", "A,B", "the files to tell about; default: the catalogue, the pipelines and the benchmark cases")]
[Option("format", "text|json|sarif", "default: text, a line a problem on standard error")]
[Option("strict", "", "unfilled TODOs are errors")]
public sealed class ValidateTask : AsyncFrostingTask<BuildContext>
{
    private static readonly (string, Format)[] Formats = [("text", Format.Text), ("json", Format.Json), ("sarif", Format.Sarif)];

    private enum Format
    {
        Text,
        Json,
        Sarif,
    }

    public override async Task RunAsync(BuildContext context)
    {
        ImmutableArray<SourceFile>? named = context.Options.Has("files") ? context.Files("files") : null;
        var format = context.Options.Choice("format", Formats) ?? Format.Text;
        var strict = context.Options.Switch("strict");
        context.Options.Check();

        var found = await context.JudgeAsync(context.Validate(named));
        if (strict) found = Validating.Strict(found);
        Write(context, found, format);
        await context.AnnotateAsync(found);
        if (found.Any(diagnostic => diagnostic.Severity == Severity.Error)) throw new CakeException(1, ProblemMarkdown.Count(found));
    }

    private static void Write(BuildContext context, ImmutableArray<Diagnostic> found, Format format)
    {
        switch (format)
        {
            case Format.Json:
                context.Write(ProblemJson.Write(found).TrimEnd('\n'));
                break;
            case Format.Sarif:
                context.Write(ProblemSarif.Write(found, [.. FileRules.All, .. PipelineRuleBook.All, .. CatalogueRules.All, .. CompositionRules.All, .. BenchmarkRules.All]).TrimEnd('\n'));
                break;
            default:
                context.Show(found);
                if (!found.Any(diagnostic => diagnostic.Severity == Severity.Error)) context.Say(ProblemMarkdown.Count(found));
                break;
        }
    }
}
