using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace BuildkiteCi.Matrices.Tests.Publishing;

/// <summary>A repository over HTTP with a password: git's own CGI program behind a server of this machine.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly LocalServer server;
    private readonly string folder;
    private readonly string expected;

    /// <param name="folder">The folder that holds bare repositories.</param>
    /// <param name="password">What the user <c>x-access-token</c> must give.</param>
    public GitHttpServer(string folder, string password)
    {
        this.folder = folder;
        expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{password}"));
        server = new LocalServer(AnswerAsync);
    }

    public string Address => server.Address;

    /// <summary>What was asked for, as it came: path and query.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<LocalAnswer> AnswerAsync(LocalRequest request)
    {
        Asked.Add(request.Target);
        if (request.Headers.GetValueOrDefault("Authorization") != expected)
            return new LocalAnswer(401, "", ("WWW-Authenticate", "Basic realm=\"test\""));

        var output = await BackendAsync(request);
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        var headers = Encoding
            .ASCII.GetString(output, 0, end)
            .Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .Select(pair => (Name: pair[0], Value: pair[1]))
            .ToArray();
        var status = Array.Find(headers, header => header.Name == "Status").Value is { } text ? int.Parse(text[..3]) : 200;
        return new LocalAnswer(
            status,
            output[(end + 4)..],
            [.. headers.Where(header => header.Name is not ("Status" or "Content-Length"))]
        );
    }

    private async Task<byte[]> BackendAsync(LocalRequest request)
    {
        using var backend = Process.Start(new ProcessStartInfo("git", ["http-backend"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["GIT_PROJECT_ROOT"] = folder,
                ["GIT_HTTP_EXPORT_ALL"] = "1",
                ["REMOTE_USER"] = "test",
                ["REQUEST_METHOD"] = request.Method,
                ["PATH_INFO"] = request.Path,
                ["QUERY_STRING"] = request.Query,
                ["CONTENT_TYPE"] = request.Headers.GetValueOrDefault("Content-Type"),
                ["CONTENT_LENGTH"] = $"{request.Body.Length}",
                ["HTTP_CONTENT_ENCODING"] = request.Headers.GetValueOrDefault("Content-Encoding"),
                ["GIT_PROTOCOL"] = request.Headers.GetValueOrDefault("Git-Protocol"),
            },
        })!;
        await backend.StandardInput.BaseStream.WriteAsync(request.Body);
        backend.StandardInput.Close();
        using var output = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(output);
        await backend.WaitForExitAsync();
        return output.ToArray();
    }
}
