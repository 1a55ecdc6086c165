using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>A rule about a pipeline's document, interpolated, or about all documents of a build. Its bad and good examples are whole
/// pipeline files.</summary>
public abstract class DocumentRule : CheckedRule
{
    private static readonly Lazy<ImmutableArray<DocumentRule>> Found = new(AllOf<DocumentRule>);

    /// <summary>All rules, by code.</summary>
    public static ImmutableArray<DocumentRule> All => Found.Value;

    // Of one upload.
    internal virtual void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found) { }

    // Of all uploads of a build together.
    internal virtual void Check(BuildOutline build, CheckScope scope, DiagnosticBag found) { }
}
