using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dummy;

/// <summary>
/// Is in for <c>vllm serve</c>: prints, starts engine processes, listens and streams as the real one does. <c>STAND_IN_SERVER</c> has
/// what goes wrong: <c>crash</c>, <c>fatal</c>, <c>hang</c>, <c>silent</c> (healthy, but never shows it), <c>die</c> (with the first
/// request).
/// </summary>
internal static class VllmServer
{
    public static async Task<int> RunAsync(string[] options)
    {
        var mode = Environment.GetEnvironmentVariable("STAND_IN_SERVER") ?? "";
        Say("INFO 08-14 08:00:26 [api_utils.py:345]   █▄█▀ █     █     █     █  version 0.26.0");
        StartEngine();
        await Task.Delay(int.Parse(Environment.GetEnvironmentVariable("STAND_IN_DELAY_MS") ?? "0"));
        switch (mode)
        {
            case "crash":
                Traceback();
                return 1;
            case "fatal":
                Say("ERROR 08-14 08:00:55 [core.py:1330] EngineCore failed to start.");
                Traceback();
                await Task.Delay(Timeout.Infinite);
                break;
            case "hang":
                await Task.Delay(Timeout.Infinite);
                break;
        }

        using var listener = new TcpListener(IPAddress.Loopback, int.Parse(options[Array.IndexOf(options, "--port") + 1]));
        listener.Start();
        // A warning that holds an error's name is part of many a healthy start.
        Say("WARNING 08-14 08:00:56 [config.py:12] ValueError: handled, going on");
        if (mode != "silent") Say("INFO:     Application startup complete.");
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptTcpClientAsync(), mode);
        }
    }

    // A bare socket: HttpListener kills its process where somebody connects while it starts, and a waiting client does just that.
    private static async Task AnswerAsync(TcpClient connection, string mode)
    {
        using var _ = connection;
        try
        {
            await using var stream = connection.GetStream();
            var path = await RequestedPathAsync(stream);
            if (path is null) return;
            if (path != "/health" && mode == "die") Environment.Exit(3);
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\n");
            if (path != "/health") await StreamAsync(stream);
        }
        catch (IOException)
        {
            // The client has left in the middle; the next one is served all the same.
        }
    }

    /// <summary>The path of a request, once it has come as a whole; null where the client leaves before that.</summary>
    private static async Task<string?> RequestedPathAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var length = 0;
        var request = await reader.ReadLineAsync();
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header["Content-Length:".Length..]);
        }

        if (length > 0) await reader.ReadBlockAsync(new char[length]);
        return request?.Split(' ') is [_, var path, ..] ? path : null;
    }

    // The engine's processes: a child, and one that has left the process group and the session.
    private static void StartEngine()
    {
        foreach (var (program, arguments) in new[] { ("sleep", new[] { "1000" }), ("setsid", ["sleep", "1000"]) })
        {
            using var engine = Process.Start(program, arguments);
            if (Environment.GetEnvironmentVariable("STAND_IN_PIDS") is { } file) File.AppendAllText(file, $"{engine.Id}\n");
        }

        if (Environment.GetEnvironmentVariable("STAND_IN_PIDS") is { } pids) File.AppendAllText(pids, $"{Environment.ProcessId}\n");
    }

    private static async Task StreamAsync(NetworkStream stream)
    {
        for (var token = 0; token < 4; token++) await WriteAsync(stream, "data: {\"choices\":[{\"text\":\" a\"}]}\n\n");
        await WriteAsync(stream, "data: [DONE]\n\n");
    }

    private static async Task WriteAsync(NetworkStream stream, string text)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        await stream.FlushAsync();
    }

    private static void Traceback()
    {
        Say("ERROR 08-14 08:00:55 [core.py:1330] Traceback (most recent call last):");
        Say("ERROR 08-14 08:00:55 [core.py:1330]   File \"/vllm/v1/engine/core.py\", line 1299, in run_engine_core");
        Say("ERROR 08-14 08:00:55 [core.py:1330]     raise ValueError(");
        Say("ERROR 08-14 08:00:55 [core.py:1330] ValueError: No available memory for the cache blocks.");
        Say("RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {}");
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine($"(APIServer pid=1) {line}");
        Console.Out.Flush();
    }
}
