using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>Expands the pipelines that come along, once or for each generation.</summary>
internal static class ListedDocuments
{
    // Said for the whole build: once is enough, however many uploads a pipeline is cut into.
    private const string Notify = "notify";
    private const string Priority = "priority";

    public static ImmutableArray<PagePart> Expand(
        ImmutableArray<ListedPipelineFile> pipelines,
        CompositionRequest request,
        BuildVariables variables,
        DiagnosticBag found
    )
    {
        var parts = ImmutableArray.CreateBuilder<PagePart>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pipeline in pipelines)
        {
            var name = Path.GetFileNameWithoutExtension(pipeline.Document.Path);
            if (!pipeline.Listed.PerGeneration) Add(pipeline, name, generation: null);
            else foreach (var generation in request.Generations) Add(pipeline, $"{name}-{generation}", generation);
        }

        return parts.ToImmutable();

        void Add(ListedPipelineFile pipeline, string name, Generation? generation)
        {
            var with = BuildVariable.SetAll(pipeline.Listed.Variables, variables.Of(generation), generation, request.Facts.Identity);
            found.AddRange(with.Diagnostics);
            var expanded = Placeholders.Fill(pipeline, with.Value!).Interpolate(with.Value!);
            found.AddRange(expanded.Diagnostics);
            if (expanded.Value is not { Steps.IsEmpty: false } document) return;
            var others = document.Others;
            if (pipeline.Listed.TakesPriority && !others.Has(Priority))
                others = others.With(Priority, YamlScalar.Of(request.Facts.Identity.Priority));
            // Of each generation's share only the first tells people, unless they tell different ones.
            var tells = others[Notify] is { } notify && told.Add($"{document.Path} {JsonWriter.Write(notify)}");
            parts.Add(
                new PagePart(name, document.Steps)
                {
                    Place = pipeline.Listed.Place,
                    Others = others.Without(Notify),
                    Once = others with { Entries = [.. others.Entries.Where(entry => entry.Key == Notify && tells)] },
                    Env = document.Env,
                    Secrets = document.Secrets,
                }
            );
        }
    }
}
