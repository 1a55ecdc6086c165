using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Selecting;

namespace BuildkiteCi.Composing;

/// <summary>What a build's meta-data holds of its pipeline (domain rules, "Build kinds").</summary>
internal static class CompositionMetaData
{
    public static ImmutableSortedDictionary<string, string> Of(
        CompositionRequest request,
        IEnumerable<CollectedFiles> generations,
        ImmutableArray<CaseFile> cases
    )
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = generations.ToArray();
        ImmutableArray<ComposedFile> files = [.. all.SelectMany(one => one.Files)];
        foreach (var (key, text) in all.SelectMany(one => one.Declared)) data[key] = text;
        foreach (var generation in files.Select(file => file.Generation).Distinct()) data[ResultKeys.RunMatrix(generation)] = "true";
        SetList(data, ResultKeys.ModelList, files, SubjectKind.Model);
        SetList(data, ResultKeys.FeatureList, files, SubjectKind.Feature);
        if (!cases.IsEmpty || files.Any(file => file.RunsBenchmark)) data.SetAll(request.Facts.BenchmarkMetaData);
        data.SetAll(request.Facts.MetaData);
        return data.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static void SetAll(this Dictionary<string, string> data, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (key, text) in more) data[key] = text;
    }

    private static void SetList(Dictionary<string, string> data, string key, ImmutableArray<ComposedFile> files, SubjectKind kind)
    {
        var names = files
            .Where(file => file.File.Folder.Kind == kind)
            .SelectMany(file => file.Stages)
            .Select(stage => stage.Subject)
            .OfType<SubjectName>()
            .Select(name => name.Text)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (names.Length > 0) data[key] = string.Join('\n', names);
    }
}
