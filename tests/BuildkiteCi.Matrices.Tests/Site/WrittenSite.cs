using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;

namespace BuildkiteCi.Matrices.Tests.Site;

/// <summary>A site of 30 subjects, 10 publications and two implementations, with a name that is up to no good, behind a server of this
/// machine.</summary>
public sealed class WrittenSite : IAsyncLifetime
{
    /// <summary>A model whose name tries to leave every place where names stand.</summary>
    public const string Hostile = "</script><img src=x onerror=alert(1)>\"'&<b>/model";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css",
        [".js"] = "text/javascript",
        [".svg"] = "image/svg+xml",
        [".atom"] = "application/atom+xml",
        [".json"] = "application/json",
        [".png"] = "image/png",
    };

    private readonly TemporaryFolder folder = new();
    private LocalServer? server;

    public string Address => server?.Address ?? "";

    public string Folder => folder.Path;

    public ValueTask InitializeAsync()
    {
        var publications = ManyPublications.Of(30, 10, "auto", "vllm");
        var newest = publications
            .Index()
            .Where(one => one.Item.Publication is { Implementation: "auto", Release: not null })
            .MaxBy(one => one.Item.Publication.Date);
        var history = SampleResults.HistoryOf(publications.SetItem(newest.Index, WithHostile(newest.Item)));
        var settings = MatrixDefinitions.BuiltIn.Site with { Address = WebAddress.Parse("https://example.org/tpu/") };
        SiteWriter.Write(history, settings, new DiskFileTree(folder.Path), newest.Item.Publication.Date);

        server = new LocalServer(AnswerAsync);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        folder.Dispose();
    }

    private static BuildResults WithHostile(BuildResults results)
    {
        var subject = new SubjectResults(
            SubjectName.Parse(Hostile)!,
            SubjectKind.Model,
            new Category("text-only"),
            [new StageResult("UnitTest", Status.Failing) { Note = Hostile }, new StageResult("Benchmark", Status.Other(Hostile))]
        )
        {
            Architecture = Hostile,
        };
        return results with
        {
            Generations = [.. results.Generations.Select(generation => generation with { Subjects = generation.Subjects.Add(subject) })],
        };
    }

    private async Task<LocalAnswer> AnswerAsync(LocalRequest request)
    {
        var path = Path.Combine(folder.Path, request.Path.TrimStart('/'));
        if (Directory.Exists(path)) path = Path.Combine(path, "index.html");
        return File.Exists(path)
            ? new LocalAnswer(
                200,
                await File.ReadAllBytesAsync(path),
                ("Content-Type", Types.GetValueOrDefault(Path.GetExtension(path), "text/plain"))
            )
            : new LocalAnswer(404, "");
    }
}
