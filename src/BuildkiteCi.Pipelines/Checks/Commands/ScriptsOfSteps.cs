using System.Collections;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>
/// The scripts of documents, to be gone through several times. The first ones are kept; of a catalogue of thousands of files the others are
/// made anew each time, as are the documents, so that neither is in memory.
/// </summary>
/// <param name="documents">The documents, the same each time.</param>
/// <param name="of">Makes the scripts of one.</param>
internal sealed class ScriptsOfSteps(IEnumerable<PipelineDocument> documents, Func<PipelineDocument, IEnumerable<CommandScript>> of)
    : IEnumerable<CommandScript>
{
    // Ten times what the real catalogue has.
    private const int MostKept = 5_000;

    private readonly List<CommandScript> kept = [];
    private int documentsKept;

    /// <inheritdoc/>
    public IEnumerator<CommandScript> GetEnumerator()
    {
        foreach (var script in kept) yield return script;
        foreach (var document in documents.Skip(documentsKept))
        {
            if (kept.Count >= MostKept)
            {
                foreach (var script in of(document)) yield return script;
                continue;
            }

            var first = kept.Count;
            kept.AddRange(of(document));
            documentsKept++;
            for (var i = first; i < kept.Count; i++) yield return kept[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
