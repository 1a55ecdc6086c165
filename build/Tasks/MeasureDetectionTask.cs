using Build.Options;
using Build.Wiring;
using BuildkiteCi.Benchmarks.Measuring;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("MeasureDetection")]
[TaskDescription(
    "Measures change detection: on annotated series, or on simulated ones (false alarms a year, nights until a step is noticed)"
)]
[Option("annotated", "DIR", "a folder laid out like the Turing Change Point Dataset: annotations.json, and a JSON file a series below it")]
[Option("simulated", "N", "how many simulated series of each kind; default without --annotated: 50")]
[Option("output", "FILE", "where it is written; default: standard output")]
public sealed class MeasureDetectionTask : FrostingTask<BuildContext>
{
    private const int PerKind = 50;

    public override void Run(BuildContext context)
    {
        var annotated = context.AnnotatedFiles("annotated");
        var simulated = (int?)context.Options.Number("simulated", 1, 1000, "series") ?? (context.Options.Has("annotated") ? 0 : PerKind);
        context.Options.Check();

        var read = AnnotatedSeries.Read(annotated);
        context.Show(read.Diagnostics);
        var text =
            (annotated.IsEmpty ? "" : MeasurementReport.Annotated(read.Value!))
            + (simulated > 0 ? MeasurementReport.Simulated(simulated) : "");
        context.Deliver(text);
        if (read.HasErrors) throw new CakeException(1, "not everything could be read; the errors stand above");
    }
}
