using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestSupport;

/// <summary>
/// A web server of this machine on a port that the system gives it, so that no other process can have taken the port in between. It works
/// on a bare socket: HttpListener takes no port of the system's choice.
/// </summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> answering = [];
    private readonly Func<LocalRequest, Task<LocalAnswer>> answer;
    private readonly Task accepting;

    /// <param name="answer">Answers a request; several at once.</param>
    public LocalServer(Func<LocalRequest, Task<LocalAnswer>> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(answering.Keys);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var one = AnswerAsync(await listener.AcceptTcpClientAsync(stopping.Token));
                answering[one] = true;
                _ = one.ContinueWith(done => answering.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is stopped.
        }
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using var _ = connection;
        try
        {
            await using var stream = connection.GetStream();
            if (await RequestAsync(stream) is not { } request) return;
            var (status, body, headers) = await answer(request);
            var head = new StringBuilder(
                $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n"
            );
            foreach (var (name, value) in headers) head.Append($"{name}: {value}\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stopping.Token);
            if (request.Method != "HEAD") await stream.WriteAsync(body, stopping.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // The client has left before it had everything; the next one is served all the same.
        }
    }

    private async Task<LocalRequest?> RequestAsync(NetworkStream stream)
    {
        if (await LineAsync(stream) is not { Length: > 0 } first) return null;
        var headers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream) is { Length: > 0 } line) headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        if (headers.ContainsKey("Expect")) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stopping.Token);
        var body =
            headers.TryGetValue("Content-Length", out var length)
                ? await BytesAsync(stream, int.Parse(length, CultureInfo.InvariantCulture))
            : headers.GetValueOrDefault("Transfer-Encoding") == "chunked" ? await ChunksAsync(stream) : [];
        return new LocalRequest(first.Split(' ')[0], first.Split(' ')[1], headers.ToImmutable(), body);
    }

    private async Task<byte[]> ChunksAsync(NetworkStream stream)
    {
        using var all = new MemoryStream();
        while (true)
        {
            var length = int.Parse(await LineAsync(stream) ?? "0", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.Write(await BytesAsync(stream, length));
            await LineAsync(stream);
            if (length == 0) return all.ToArray();
        }
    }

    private async Task<byte[]> BytesAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, stopping.Token);
        return bytes;
    }

    // Byte by byte: what follows the line belongs to somebody else, and a test asks for little.
    private async Task<string?> LineAsync(NetworkStream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopping.Token) > 0)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return line.Length > 0 ? line.ToString() : null;
    }
}
