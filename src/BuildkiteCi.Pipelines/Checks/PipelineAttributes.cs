
namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Which keys may stand at the top of a pipeline. Any other one may hold anchors, so only what looks misspelt is
/// reported.</summary>
internal static class PipelineAttributes
{
    /// <summary>The keys, beside <c>steps</c>.</summary>
    public static AttributeTable Table { get; } = new("a pipeline",
    [
        ("env", Values.Any), ("agents", NestedValues.Agents), ("notify", NotifyChecks.OfBuild),
        ("priority", Values.Any),
        ("image", Values.Text), ("secrets", Values.Any), ("checkout", Values.Any), ("cache", Values.Any),
    ]);

    /// <summary>Checks the keys.</summary>
    public static void Check(PipelineDocument document, DiagnosticBag findings)
    {
        foreach (var entry in document.Others.Entries)
        {
            if (Table.CheckValue(entry, findings) || Spelling.Nearest(entry.Key, ["steps", .. Table.Names]) is not { } near) continue;
            findings.Add(
                AttributeTable.Unknown,
                entry.Location,
                $"'{entry.Key}' means nothing at the top of a pipeline",
                $"did you mean '{near}'?"
            );
        }
    }
}
