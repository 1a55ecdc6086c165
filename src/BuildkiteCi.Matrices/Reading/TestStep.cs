using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>A step whose outcome is a result.</summary>
/// <param name="Key">Its key, expanded for the generation.</param>
/// <param name="Generation">The generation it tests.</param>
/// <param name="Subject">The subject it tests.</param>
/// <param name="Stage">The stage it is.</param>
public sealed record TestStep(StepKey Key, Generation Generation, SubjectName Subject, Stage Stage)
{
    /// <summary>Whether a step of its own records its result (older files): then what was recorded counts, and nobody asks for the
    /// outcome.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The issue in which a failure of it is followed; null where there is none.</summary>
    public WebAddress? IssueUrl { get; init; }

    /// <summary>How it is tested; null where nobody knows.</summary>
    public TestSetup? Setup { get; init; }
}
