using System.Globalization;
using System.Runtime.CompilerServices;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing.Tests;

/// <summary>A composition of any size holds its files as bytes, and none of their steps.</summary>
public sealed class CompositionMemoryTests
{
    [Fact]
    public void A_composition_holds_no_step_that_was_made_for_it()
    {
        var composition = Compose(20);

        var steps = StepsOf(composition);
        GC.Collect();

        steps.ShouldNotBeEmpty();
        steps.Count(IsAlive).ShouldBe(0);
        GC.KeepAlive(composition);
    }

    [Fact]
    public void While_pipelines_are_checked_no_earlier_one_is_in_memory()
    {
        List<WeakReference> seen = [];
        var alive = 0;
        Compose(40, document =>
        {
            seen.Add(new WeakReference(document));
            if (seen.Count != 12) return;
            GC.Collect();
            alive = seen.Count(IsAlive);
        });

        seen.Count.ShouldBeGreaterThan(12);
        // This one, and one that its loop may still have at hand.
        alive.ShouldBeInRange(1, 2);
    }

    [Fact]
    public void A_catalogue_that_is_composed_holds_no_node_and_no_text_of_its_files()
    {
        var catalogue = SubjectCatalogue.Read(Files(20), CatalogueFolders.BuiltIn, Fleet.BuiltIn).Value!;

        var pipelines = Pipelines(catalogue);
        GC.Collect();

        pipelines.Count(IsAlive).ShouldBe(0);
        foreach (var file in catalogue.Files) Should.Throw<InvalidOperationException>(() => file.Source);
        GC.KeepAlive(catalogue);
    }

    [Fact]
    public void What_is_made_is_the_same_each_time()
    {
        foreach (var upload in Compose(5).Uploads) upload.Document.ToYaml().ShouldBe(upload.Document.ToYaml());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] StepsOf(Composition composition) =>
    [
        // What follows the tests is made once, and of no file.
        .. composition
            .Uploads.Where(upload => upload.Name != "publish")
            .SelectMany(upload => upload.Document.AllSteps)
            .Select(step => new WeakReference(step)),
        .. composition.Files.SelectMany(file => file.Steps).Select(step => new WeakReference(step)),
    ];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsAlive(WeakReference reference) => reference.IsAlive;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Pipelines(SubjectCatalogue catalogue) =>
        [.. catalogue.Files.Select(file => new WeakReference(file.Pipeline))];

    // Eight jobs an upload: two files.
    private static Composition Compose(int files, Action<PipelineDocument>? look = null)
    {
        var settings = CiSettings.Read(Files(files)).Value!;
        var request = SampleBuild.Nightly with { Settings = settings.Composing with { JobsPerUpload = 8 } };
        return CompositionSources
            .Read(Files(files), settings, request.Situation)
            .Then(sources => PipelineComposer.Compose(sources, request, look ?? (_ => { })))
            .Value!;
    }

    private static MemoryFileTree Files(int count) =>
        new(
        [
            .. Enumerable
                .Range(1, count)
                .Select(i =>
                    (
                        $".buildkite/features/{i.ToString("0000", CultureInfo.InvariantCulture)}.yml",
                        SampleBuild.Recorded(
                            $"f{i}",
                            "feature support matrix",
                            ("CorrectnessTest", "pytest a"),
                            ("PerformanceTest", "pytest b")
                        )
                    )
                ),
        ]);
}
