using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>Files of one generation whose results are collected once all tests are done.</summary>
/// <param name="Files">The files with the steps that are left.</param>
/// <param name="LeftOut">The steps that are not, in the order of the files.</param>
/// <param name="Declared">Results that are known without running anything, as the meta-data that states them.</param>
/// <param name="Replaced">What a step that waits for a step left out waits for instead, by the key left out.</param>
public sealed record CollectedFiles(
    ImmutableArray<ExpandedFile> Files,
    ImmutableArray<LeftOutStep> LeftOut,
    ImmutableSortedDictionary<string, string> Declared,
    ReplacedKeys Replaced);
