using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing;

/// <summary>Expands the pipelines that come along, once or for each generation.</summary>
internal static class ListedDocuments
{
    // Said for the whole build: once is enough, however many uploads a pipeline is cut into.
    private const string Notify = "notify";

    public static ImmutableArray<ListedDocument> Expand(
        ImmutableArray<ListedPipelineFile> pipelines, ImmutableArray<Generation> generations, BuildVariables variables, DiagnosticBag found)
    {
        var documents = ImmutableArray.CreateBuilder<ListedDocument>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pipeline in pipelines)
        {
            var name = Path.GetFileNameWithoutExtension(pipeline.Listed.Path);
            if (!pipeline.Listed.PerGeneration) Add(pipeline, name, variables.OfBuild);
            else foreach (var generation in generations) Add(pipeline, $"{name}-{generation}", variables.Of(generation));
        }

        return documents.ToImmutable();

        void Add(ListedPipelineFile pipeline, string name, Variables with)
        {
            var expanded = pipeline.Document.Interpolate(with);
            found.AddRange(expanded.Diagnostics);
            if (expanded.Value is not { Steps.IsEmpty: false } document) return;
            var others = document.Others;
            // Of each generation's share only the first tells people, unless they tell different ones.
            var tells = others[Notify] is { } notify && told.Add($"{pipeline.Listed.Path} {JsonWriter.Write(notify)}");
            documents.Add(new ListedDocument(
                new PagePart(name, document.Steps)
                {
                    Others = others.Without(Notify),
                    Once = others with { Entries = [.. others.Entries.Where(entry => entry.Key == Notify && tells)] },
                    Env = document.Env,
                    Secrets = document.Secrets,
                },
                pipeline.Listed.IsBelow));
        }
    }
}
