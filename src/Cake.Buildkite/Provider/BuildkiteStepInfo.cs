namespace Cake.Buildkite;

/// <summary>The step, and the group that it is in.</summary>
public sealed class BuildkiteStepInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteStepInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Id (<c>BUILDKITE_STEP_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_STEP_ID");

    /// <summary>Key; null where it has none (<c>BUILDKITE_STEP_KEY</c>).</summary>
    public string? Key => variables.Text("BUILDKITE_STEP_KEY");

    /// <summary>Label (<c>BUILDKITE_LABEL</c>).</summary>
    public string? Label => variables.Text("BUILDKITE_LABEL");

    /// <summary>The group's id (<c>BUILDKITE_GROUP_ID</c>).</summary>
    public string? GroupId => variables.Text("BUILDKITE_GROUP_ID");

    /// <summary>The group's key (<c>BUILDKITE_GROUP_KEY</c>).</summary>
    public string? GroupKey => variables.Text("BUILDKITE_GROUP_KEY");

    /// <summary>The group's label (<c>BUILDKITE_GROUP_LABEL</c>).</summary>
    public string? GroupLabel => variables.Text("BUILDKITE_GROUP_LABEL");

    /// <summary>Which of several parallel jobs this is, from 0 (<c>BUILDKITE_PARALLEL_JOB</c>).</summary>
    public int? ParallelJob => variables.Index("BUILDKITE_PARALLEL_JOB");

    /// <summary>How many there are (<c>BUILDKITE_PARALLEL_JOB_COUNT</c>).</summary>
    public int? ParallelJobCount => variables.Number("BUILDKITE_PARALLEL_JOB_COUNT");

    /// <summary>The image that it asks for (<c>BUILDKITE_IMAGE</c>).</summary>
    public string? Image => variables.Text("BUILDKITE_IMAGE");

    /// <summary>An old name of the key (<c>BUILDKITE_STEP_IDENTIFIER</c>).</summary>
    public string? Identifier => variables.Text("BUILDKITE_STEP_IDENTIFIER");
}
