using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells the folders, categories and stages of a catalogue from its files, as far as builds have the subjects in them.</summary>
internal static class CatalogueDetection
{
    private const string Home = ".buildkite/";

    private sealed record Found(string Folder, bool IsInGroup, string Path, SubjectName Subject, StageStep Stage);

    public static DetectedCatalogue Of(IFileTree files, ImmutableArray<UploadedDocument> uploads, Generation generation)
    {
        var all = Read(files, generation);
        var tested = Subjects(uploads).ToHashSet();
        var used = all.Where(found => tested.Contains(found.Subject))
            .GroupBy(found => found.Folder)
            .SelectMany(folder => WithoutMistakes([.. folder]))
            .GroupBy(found => found.Folder)
            .ToArray();
        // Without an observed build it is not known which of them builds have; where some was observed, the others are left out on purpose.
        if (uploads.IsEmpty)
        {
            return DetectedCatalogue.BuiltIn with
            {
                Unknown =
                [
                    .. all.Where(found => CatalogueFolders.BuiltIn.All(known => known.Name != found.Folder))
                        .DistinctBy(found => found.Folder)
                        .Select(found => (found.Folder, SourceLocation.Of(found.Path))),
                ],
            };
        }

        if (
            used.All(folder =>
                CatalogueFolders.BuiltIn.FirstOrDefault(known => known.Name == folder.Key) is { } known
                && folder.All(found => Fits(known, found))
            )
        )
            return DetectedCatalogue.BuiltIn;
        var order = CatalogueFolders.BuiltIn.Select(known => known.Name).ToList();
        return new DetectedCatalogue(
            [
                .. used.OrderBy(folder => order.IndexOf(folder.Key) is >= 0 and var at ? at : order.Count)
                    .ThenBy(folder => folder.Key, StringComparer.Ordinal)
                    .Select(folder => (Folder(folder.Key, [.. folder]), SourceLocation.Of(folder.First().Path))),
            ],
            Implementations(used, uploads));
    }

    private static ImmutableArray<Found> Read(IFileTree files, Generation generation)
    {
        var all = ImmutableArray.CreateBuilder<Found>();
        foreach (
            var path in files
                .List(Home.TrimEnd('/'))
                .Where(path => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal))
        )
        {
            // A file of the catalogue is in a folder, or in a group's folder within one.
            var words = path[Home.Length..].Split('/');
            if (words.Length is not (2 or 3) || files.Read(path) is not { } text || !text.Contains("CI_TARGET", StringComparison.Ordinal))
                continue;
            var steps =
                PipelineDocument
                    .Read(new SourceFile(path, text))
                    .Then(document => document.Interpolate(Variables.Of(generation.Variables)))
                    .Value?.AllSteps
                ?? [];
            all.AddRange(
                from stage in StageSteps.Find(path, [.. steps], Catalogue.Stage.Unlisted, [])
                let subject = stage.Subject
                where subject is not null
                select new Found(words[0], words.Length == 3, path, subject, stage)
            );
        }

        return all.ToImmutable();
    }

    // A stage or category that a built-in folder does not have and few of its subjects use is a mistake of theirs, which Validate names.
    private static IEnumerable<Found> WithoutMistakes(ImmutableArray<Found> folder)
    {
        if (CatalogueFolders.BuiltIn.FirstOrDefault(known => known.Name == folder[0].Folder) is not { } known) return folder;
        var subjects = Subjects(folder);
        return folder.Where(found =>
            Fits(known, found)
            || Subjects(folder.Where(other => other.Stage.Stage == found.Stage.Stage && other.Stage.Category == found.Stage.Category)) * 2
                >= subjects
        );
    }

    private static int Subjects(IEnumerable<Found> found) => found.Select(one => one.Subject).Distinct().Count();

    private static IEnumerable<SubjectName> Subjects(IEnumerable<UploadedDocument> uploads) =>
        from upload in uploads
        from step in upload.Document?.AllSteps.OfType<CommandStep>() ?? []
        from variable in step.Env
        where variable.Key == "CI_TARGET"
        let subject = SubjectName.Parse(variable.Value)
        where subject is not null
        select subject;

    private static bool Fits(CatalogueFolder known, Found found) =>
        known.HasGroups == found.IsInGroup
        && known.Categories.Contains(found.Stage.Category)
        && known.Stages.Any(stage => stage.Name == found.Stage.Stage.Name);

    private static CatalogueFolder Folder(string name, ImmutableArray<Found> found)
    {
        var known = CatalogueFolders.BuiltIn.FirstOrDefault(folder => folder.Name == name);
        var subjects = found.GroupBy(one => one.Subject).ToArray();
        ImmutableArray<Stage> own = [.. known?.Stages ?? []];
        foreach (var one in found.Where(one => own.All(stage => stage.Name != one.Stage.Stage.Name))) own = own.Add(Stage(one));
        var kind =
            known?.Kind
            ?? (subjects.All(subject => HubName.WhatIsWrongWith(subject.Key.Text) is null) ? SubjectKind.Model : SubjectKind.Feature);
        return new CatalogueFolder(
            name,
            kind,
            [.. (known?.Categories ?? []).Concat(found.Select(one => one.Stage.Category)).Distinct()],
            own
        )
        {
            HasGroups = found.Any(one => one.IsInGroup),
            OptionalStages =
            [
                .. own.Where(stage =>
                    known?.OptionalStages.Contains(stage) == true
                    || subjects.Any(subject => subject.All(one => one.Stage.Stage.Name != stage.Name))
                ),
            ],
        };
    }

    private static Stage Stage(Found found)
    {
        var (name, key, form) = (found.Stage.Stage.Name, found.Stage.Key.Text, found.Subject.Form);
        var known = CatalogueFolders.BuiltIn.SelectMany(folder => folder.Stages).FirstOrDefault(stage => stage.Name == name);
        var at = key.LastIndexOf(form, StringComparison.Ordinal);
        var suffix = at < 0 ? "" : key[(at + form.Length)..].TrimStart('_');
        return found.Stage.Stage with
        {
            KeySuffix = suffix.Length > 0 ? suffix : found.Stage.Stage.KeySuffix,
            Title = known?.Title ?? name,
            Role =
                known?.Role
                ?? (
                    name.Contains("Accuracy", StringComparison.Ordinal) ? StageRole.Accuracy
                    : name.Contains("Benchmark", StringComparison.Ordinal) ? StageRole.Benchmark
                    : StageRole.Command
                ),
        };
    }

    // In the order in which a nightly build has them.
    private static ImmutableArray<(string Name, ImmutableArray<string> Folders)> Implementations(
        IGrouping<string, Found>[] used,
        ImmutableArray<UploadedDocument> uploads
    ) =>
        [
            .. from upload in uploads
            where upload.Build.Scenario.Occasion == BuildKind.Nightly.Name
            group upload by upload.Build.Environment.GetValueOrDefault(
                "MODEL_IMPL_TYPE",
                BuildSettings.BuiltIn.Implementations[0].Name
            ) into same
            let folders = Subjects(same)
                .Select(subject => used.FirstOrDefault(folder => folder.Any(found => found.Subject == subject))?.Key)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .ToImmutableArray()
            where !folders.IsEmpty
            select (same.Key, folders),
        ];
}
