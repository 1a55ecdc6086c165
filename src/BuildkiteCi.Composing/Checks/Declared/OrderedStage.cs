using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>A stage that the folder's subjects go through, and the one above it in the file; their places count in the folder's order.
/// </summary>
internal sealed record OrderedStage(StageStep Stage, int Place, StageStep? Before, int PlaceBefore)
{
    /// <summary>The file's stages; those that the folder does not know are left out.</summary>
    public static IEnumerable<OrderedStage> Of(ExpandedFile file)
    {
        (StageStep? Stage, int Place) before = (null, -1);
        foreach (var stage in file.Stages)
        {
            if (file.File.Folder.Stages.IndexOf(stage.Stage) is var place && place < 0) continue;
            yield return new OrderedStage(stage, place, before.Stage, before.Place);
            before = (stage, place);
        }
    }
}
