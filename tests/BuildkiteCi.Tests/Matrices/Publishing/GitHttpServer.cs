using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BuildkiteCi.Tests.Matrices.Publishing;

/// <summary>A repository over HTTP with a password: git's own CGI program behind a listener of this machine.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly string folder;
    private readonly string expected;
    private readonly Task serving;

    /// <param name="folder">The folder that holds bare repositories.</param>
    /// <param name="password">What the user <c>x-access-token</c> must give.</param>
    public GitHttpServer(string folder, string password)
    {
        this.folder = folder;
        expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{password}"));
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Addresses that were asked for, as they came.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                await AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        Asked.Add(context.Request.Url!.ToString());
        if (context.Request.Headers["Authorization"] != expected)
        {
            response.StatusCode = 401;
            response.AddHeader("WWW-Authenticate", "Basic realm=\"test\"");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var output = await BackendAsync(context.Request, body.ToArray());
        var end = output.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(output, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "Status") response.StatusCode = int.Parse(value[..3]);
            else response.AddHeader(name, value);
        }

        await response.OutputStream.WriteAsync(output.AsMemory(end + 4));
    }

    private async Task<byte[]> BackendAsync(HttpListenerRequest request, byte[] body)
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
                ["REQUEST_METHOD"] = request.HttpMethod,
                ["PATH_INFO"] = request.Url!.AbsolutePath,
                ["QUERY_STRING"] = request.Url.Query.TrimStart('?'),
                ["CONTENT_TYPE"] = request.ContentType,
                ["CONTENT_LENGTH"] = $"{body.Length}",
                ["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"],
                ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
            },
        })!;
        await backend.StandardInput.BaseStream.WriteAsync(body);
        backend.StandardInput.Close();
        using var output = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(output);
        await backend.WaitForExitAsync();
        return output.ToArray();
    }
}
