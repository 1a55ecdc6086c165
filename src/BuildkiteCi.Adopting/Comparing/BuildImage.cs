using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Composing;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>What a build is in the end, however it was uploaded.</summary>
/// <param name="ExitStatus">Of the step that composes it.</param>
/// <param name="Steps">The steps that run, from the top of the page.</param>
/// <param name="MetaData">Its meta-data.</param>
/// <param name="Notifications">Notifications of the build and its steps, each as JSON, in ordinal order.</param>
public sealed record BuildImage(
    int ExitStatus,
    ImmutableArray<StepImage> Steps,
    ImmutableSortedDictionary<string, string> MetaData,
    ImmutableArray<string> Notifications
)
{
    /// <summary>A build of which nothing is uploaded.</summary>
    public static BuildImage Empty(int exitStatus) =>
        new(exitStatus, [], ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), []);

    /// <summary>The build that was observed.</summary>
    public static BuildImage Of(ObservedBuild observed)
    {
        var page = new BuildPageImage(observed.Environment);
        foreach (var upload in observed.Uploads)
        {
            var read = PipelineDocument.Read(new SourceFile(upload.Path ?? "(generated)", upload.Text));
            var document = upload.IsLiteral ? read : read.Then(one => one.Interpolate(Variables.Of(upload.Environment)));
            if (document.Value is not null) page.Insert(document.Value, upload.UploadedBy);
        }

        return new BuildImage(observed.ExitStatus, page.Steps(), observed.MetaData, page.Notifications());
    }

    /// <summary>The build that was composed.</summary>
    /// <param name="composition">It.</param>
    /// <param name="environment">The variables of the job that composed it.</param>
    public static BuildImage Of(Composition composition, ImmutableDictionary<string, string> environment)
    {
        var page = new BuildPageImage(environment);
        foreach (var upload in composition.Uploads) page.Insert(upload.Document, uploadedBy: null);
        return new BuildImage(0, page.Steps(), composition.MetaData, page.Notifications());
    }
}

/// <summary>A step as its build runs it, with what its upload and its group give to it.</summary>
/// <param name="Name">Its key, else its label.</param>
/// <param name="Attributes">What it is made of, each as text: <c>command</c>, <c>queue</c>, <c>env.TPU_VERSION</c>, <c>depends_on</c>,
/// …</param>
public sealed record StepImage(string Name, ImmutableSortedDictionary<string, string> Attributes);
