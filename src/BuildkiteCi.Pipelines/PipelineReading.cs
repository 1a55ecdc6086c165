using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines;

/// <summary>Reads pipeline files as one <c>pipeline upload</c> does: what the <c>env</c> of one document sets, the next ones see, over
/// files too.</summary>
/// <param name="variables">The environment, or null: nothing is interpolated.</param>
public sealed class PipelineReading(Variables? variables)
{
    private Variables? variables = variables;

    /// <summary>The documents of a file as they would be sent, one after another; null in place of one that the agent would
    /// refuse.</summary>
    public IEnumerable<Diagnosed<PipelineDocument>> Read(SourceFile file)
    {
        foreach (var part in PipelineFile.Documents(file))
        {
            var seen = Preview.Of(part, variables);
            if (seen.Value is { } document) variables = variables?.With(document.Variables);
            yield return seen;
        }
    }
}
