using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using BuildkiteCi.World;

namespace BuildkiteCi.Tests.Matrices.Site;

/// <summary>A site of 30 subjects, 10 publications and two implementations, with a name that is up to no good, behind a server of this machine.</summary>
public sealed class WrittenSite : IAsyncLifetime
{
    /// <summary>A model whose name tries to leave every place where names stand.</summary>
    public const string Hostile = "</script><img src=x onerror=alert(1)>\"'&<b>/model";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".css"] = "text/css", [".js"] = "text/javascript", [".svg"] = "image/svg+xml", [".atom"] = "application/atom+xml",
    };

    private readonly TemporaryFolder folder = new();
    private readonly HttpListener listener = new();
    private Task serving = Task.CompletedTask;

    public string Address { get; private set; } = "";

    public string Folder => folder.Path;

    public ValueTask InitializeAsync()
    {
        var publications = ManyPublications.Of(30, 10, "auto", "vllm");
        var newest = publications.Index().Where(one => one.Item.Publication.Implementation == "auto").MaxBy(one => one.Item.Publication.Date);
        SiteWriter.Write(MatrixDefinitions.BuiltIn, publications.SetItem(newest.Index, WithHostile(newest.Item)), new DiskFileTree(folder.Path));

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        folder.Dispose();
    }

    private static BuildResults WithHostile(BuildResults results)
    {
        var subject = new SubjectResults(SubjectName.Parse(Hostile)!, SubjectKind.Model, "text-only", [new StageResult("UnitTest", Status.Failing) { Note = Hostile }, new StageResult("Benchmark", Status.Other(Hostile))])
        {
            Architecture = Hostile,
        };
        return results with { Generations = [.. results.Generations.Select(generation => generation with { Subjects = generation.Subjects.Add(subject) })] };
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var response = context.Response;
                var path = Path.Combine(folder.Path, Uri.UnescapeDataString(context.Request.Url!.AbsolutePath).TrimStart('/'));
                if (Directory.Exists(path)) path = Path.Combine(path, "index.html");
                response.StatusCode = File.Exists(path) ? 200 : 404;
                if (response.StatusCode == 404) continue;
                response.ContentType = Types.GetValueOrDefault(Path.GetExtension(path), "text/plain");
                await response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(path));
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                // The listener was stopped, or a page went away before it had everything.
            }
        }
    }
}
