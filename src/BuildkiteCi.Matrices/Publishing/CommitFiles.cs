using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>Files that a commit changes.</summary>
/// <param name="Changed">Mode and text by path; null where the file goes.</param>
internal sealed record CommitFiles(ImmutableSortedDictionary<string, (string Mode, string Text)?> Changed);
