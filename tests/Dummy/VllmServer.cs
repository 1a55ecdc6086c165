using System.Diagnostics;
using System.Net;
using System.Text;

namespace Dummy;

/// <summary>
/// Stands in for <c>vllm serve</c>: prints, starts engine processes, listens and streams as the real one does. <c>STAND_IN_SERVER</c> says
/// what goes wrong: <c>crash</c>, <c>fatal</c>, <c>hang</c>, <c>silent</c> (healthy, but never says so), <c>die</c> (with the first request).
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

        using var listener = Listen($"http://127.0.0.1:{options[Array.IndexOf(options, "--port") + 1]}/");
        // A warning that holds an error's name is part of many a healthy start.
        Say("WARNING 08-14 08:00:56 [config.py:12] ValueError: handled, going on");
        if (mode != "silent") Say("INFO:     Application startup complete.");
        while (true)
        {
            var context = await listener.GetContextAsync();
            if (context.Request.Url!.AbsolutePath == "/health")
            {
                context.Response.Close();
                continue;
            }

            if (mode == "die") Environment.Exit(3);
            await StreamAsync(context.Response);
        }
    }

    // HttpListener breaks where somebody connects while it starts (it takes a lock that is not made yet), and a waiting client does just that.
    private static HttpListener Listen(string prefix)
    {
        while (true)
        {
            var listener = new HttpListener();
            listener.Prefixes.Add(prefix);
            try
            {
                listener.Start();
                return listener;
            }
            catch (ArgumentNullException)
            {
                listener.Abort();
            }
        }
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

    private static async Task StreamAsync(HttpListenerResponse response)
    {
        response.SendChunked = true;
        response.ContentType = "text/event-stream";
        for (var token = 0; token < 4; token++)
        {
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("data: {\"choices\":[{\"text\":\" a\"}]}\n\n"));
            await response.OutputStream.FlushAsync();
        }

        await response.OutputStream.WriteAsync("data: [DONE]\n\n"u8.ToArray());
        response.Close();
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
