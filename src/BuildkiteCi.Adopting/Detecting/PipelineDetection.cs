using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Builds;

using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Tells which files builds have, in which builds, and where they are on the page.</summary>
internal static class PipelineDetection
{
    public static ImmutableArray<PipelineUse> Of(ImmutableArray<UploadedDocument> uploads, StepDetection steps, ScriptText text)
    {
        var listed = uploads.RemoveAll(upload =>
            upload.Upload.Path is null || upload.Upload.UploadedBy is not null || IsValidation(upload, uploads)
        );
        var catalogue = uploads
            .Where(upload => upload.Upload.UploadedBy is not null)
            .Select(upload => Uploader(upload, uploads))
            .FirstOrDefault(path => path is not null);
        var uses = ImmutableArray.CreateBuilder<PipelineUse>();
        foreach (var path in Order(listed))
        {
            var all = listed.Where(upload => upload.Upload.Path == path).ToArray();
            if (steps.Files.TryGetValue(path, out var others))
            {
                // What is left of such a file is judged step by step: each has its own condition.
                if (!others.IsEmpty && Running(all, others).Any())
                    uses.Add(Use(path, [.. Running(all, others)], uploads, text) with { Only = others, IsAbove = false });
            }
            else
            {
                uses.Add(
                    Use(path, all, uploads, text) with
                    {
                        IsAbove = catalogue is not null && IsAbove(path, catalogue, listed),
                        WaitsForAll = catalogue is not null && all.Any(WaitsForAll) && !IsAbove(path, catalogue, listed),
                    }
                );
            }
        }

        return uses.ToImmutable();
    }

    private static PipelineUse Use(string path, UploadedDocument[] all, ImmutableArray<UploadedDocument> uploads, ScriptText text) =>
        new(path)
        {
            Builds = Builds(all),
            Implementations = Implementations(all, uploads),
            PerGeneration = all.GroupBy(upload => upload.Build)
                .Any(build => build.Select(upload => upload.TpuVersion).OfType<string>().Distinct().Count() > 1),
            NotForCasesAlone = OfPulls(all).Length > 0 && !OfPulls(all).Any(IsOfACase) && uploads.Any(upload => IsOfACase(upload)),
            HasPriority = all.Any(upload => upload.Priority is not null),
            Place = text.Find(path, "upload", all[0].Build.Scenario.Script) ?? text.Find(path),
        };

    // Of the whole page, the last upload on top; files that only some builds have are put in where those have them.
    private static List<string> Order(ImmutableArray<UploadedDocument> listed)
    {
        var order = new List<string>();
        foreach (
            var build in listed
                .GroupBy(upload => upload.Build)
                .OrderByDescending(build => build.Select(upload => upload.Upload.Path).Distinct().Count())
        )
        {
            var before = 0;
            foreach (var path in build.Reverse().Select(upload => upload.Upload.Path!).Distinct(StringComparer.Ordinal))
            {
                var at = order.IndexOf(path);
                if (at < 0) order.Insert(at = Math.Min(before, order.Count), path);
                before = at + 1;
            }
        }

        return order;
    }

    // What names nothing that it waits for waits for all that is above a wait, and the catalogue's file has one.
    private static bool WaitsForAll(UploadedDocument upload) =>
        (upload.Document?.Steps ?? [])
            .Where(step => step is CommandStep or TriggerStep && !step.NamesDependencies)
            .Any(step => upload.Running.Any(running => running.Name == step.Name));

    private static bool IsAbove(string path, string catalogue, ImmutableArray<UploadedDocument> listed) =>
        listed.GroupBy(upload => upload.Build).Select(build => build.Select(upload => upload.Upload.Path!).ToList())
            .Where(paths => paths.Contains(path) && paths.Contains(catalogue))
            .Any(paths => paths.LastIndexOf(path) > paths.LastIndexOf(catalogue));

    private static ImmutableArray<string> Builds(IEnumerable<UploadedDocument> uploads)
    {
        var found = uploads
            .Where(upload => !upload.Build.Environment.ContainsKey("MODEL_IMPL_TYPE"))
            .Select(upload => upload.Build.Scenario.Occasion)
            .Distinct(StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        // The builds of a tag are none of another kind, so the word for them is needed only where those are out.
        if (found.Contains(BuildKind.Other.Name)) found.Remove(BuildOccasion.Release);
        return [.. BuildOccasion.All.Where(found.Contains)];
    }

    private static ImmutableArray<string> Implementations(UploadedDocument[] all, ImmutableArray<UploadedDocument> uploads)
    {
        var tried = uploads
            .Select(upload => upload.Build.Environment.GetValueOrDefault("MODEL_IMPL_TYPE"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var has = all.Select(upload => upload.Build.Environment.GetValueOrDefault("MODEL_IMPL_TYPE"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var isOfNights = all.Any(upload => upload.Build.Scenario.Occasion == BuildKind.Nightly.Name);
        return tried.Length == 0 || !isOfNights || tried.All(has.Contains)
            ? []
            : [BuildSettings.BuiltIn.Implementations[0].Name, .. tried.Where(has.Contains)];
    }

    private static IEnumerable<UploadedDocument> Running(UploadedDocument[] all, ImmutableArray<string> names) =>
        all.Where(upload =>
            upload.Running.Any(step =>
                upload.Written!.AllSteps.Any(written =>
                    written.Location == step.Location && names.Contains(written.Key?.Canonical ?? written.Label?.Canonical ?? "")
                )
            )
        );

    private static UploadedDocument[] OfPulls(UploadedDocument[] all) =>
        [.. all.Where(upload => upload.Build.Scenario is { IsPullRequest: true })];

    private static bool IsOfACase(UploadedDocument upload) =>
        upload.Build.Scenario is { IsPullRequest: true, Changes: { } changed } && changed.Contains("/cases/", StringComparison.Ordinal);

    // A file that only pull requests of cases have checks them.
    private static bool IsValidation(UploadedDocument upload, ImmutableArray<UploadedDocument> uploads) =>
        IsOfACase(upload) && uploads.Where(other => other.Upload.Path == upload.Upload.Path).All(IsOfACase);

    private static string? Uploader(UploadedDocument upload, ImmutableArray<UploadedDocument> uploads) =>
        uploads
            .Where(other =>
                other.Build == upload.Build
                && other.Upload.UploadedBy is null
                && other.Running.Any(step => step.Name == upload.Upload.UploadedBy)
            )
            .Select(other => other.Upload.Path)
            .FirstOrDefault();
}
