using System.Diagnostics;
using System.Globalization;

namespace Dummy;

/// <summary>
/// Is in for <c>vllm bench serve</c>: asks the server, reads its stream, prints and saves as the real one does. With
/// <c>STAND_IN_CAPACITY</c> latencies are a queue's at the request rate. <c>STAND_IN_CLIENT</c> shows what goes wrong: <c>partial</c>,
/// <c>killed</c>, <c>failing</c> (every request), <c>unsaved</c> (console only), <c>hang</c>.
/// </summary>
internal static class VllmClient
{
    private const int Requests = 3;

    public static async Task<int> RunAsync(string[] options)
    {
        var mode = Environment.GetEnvironmentVariable("STAND_IN_CLIENT") ?? "";
        Console.Out.WriteLine("Starting main benchmark run...");
        Console.Out.Write("\r  0%|          | 0/3 [00:00<?, ?it/s]\r100%|██████████| 3/3 [00:00<00:00]\n");
        if (mode == "killed") Process.GetCurrentProcess().Kill();
        if (mode == "hang") await Task.Delay(Timeout.Infinite);

        var latency = await AskAsync($"http://127.0.0.1:{Option(options, "--port")}/v1/completions");
        var prompts = int.Parse(Option(options, "--num-prompts") ?? "100");
        var (rate, p99) = Model(Option(options, "--request-rate") ?? "inf", latency);
        var completed = mode == "failing" ? 0 : prompts;
        var duration = prompts / rate;
        (string Label, string Key, double Value, string Format)[] rows =
        [
            ("Successful requests:", "completed", completed, "0"),
            ("Failed requests:", "failed", prompts - completed, "0"),
            ("Benchmark duration (s):", "duration", duration, "0.00"),
            ("Total input tokens:", "total_input_tokens", completed * 10, "0"),
            ("Total generated tokens:", "total_output_tokens", completed * 4, "0"),
            ("Request throughput (req/s):", "request_throughput", completed / duration, "0.00"),
            ("Output token throughput (tok/s):", "output_throughput", completed * 4 / duration, "0.00"),
            ("Total token throughput (tok/s):", "total_token_throughput", completed * 14 / duration, "0.00"),
            ("Mean E2EL (ms):", "mean_e2el_ms", completed > 0 ? p99 / 2 : 0, "0.00"),
            ("Median E2EL (ms):", "median_e2el_ms", completed > 0 ? p99 / 2 : 0, "0.00"),
            ("P99 E2EL (ms):", "p99_e2el_ms", completed > 0 ? p99 : 0, "0.00"),
        ];
        Console.Out.WriteLine("============ Serving Benchmark Result ============");
        foreach (var row in rows)
            Console.Out.WriteLine($"{row.Label,-40} {row.Value.ToString(row.Format, CultureInfo.InvariantCulture),-10}");
        if (mode == "partial") return 0;
        Console.Out.WriteLine("==================================================");
        if (mode == "unsaved" || !options.Contains("--save-result")) return 0;
        var members = rows.Select(row => $"\"{row.Key}\": {row.Value.ToString("R", CultureInfo.InvariantCulture)}");
        await File.WriteAllTextAsync(
            Path.Combine(Option(options, "--result-dir")!, Option(options, "--result-filename")!),
            $"{{\"num_prompts\": {prompts}, {string.Join(", ", members)}}}"
        );
        return 0;
    }

    private static (double Rate, double P99) Model(string rate, double measured)
    {
        if (Environment.GetEnvironmentVariable("STAND_IN_CAPACITY") is not { } text) return (10, Math.Max(measured, 1));
        var capacity = double.Parse(text, CultureInfo.InvariantCulture);
        var asked = rate == "inf" ? capacity * 1.2 : double.Parse(rate, CultureInfo.InvariantCulture);
        var share = Math.Min(asked / capacity, 0.98);
        return (Math.Min(asked, capacity), 1000 * (1 + 0.3 * share / (1 - share)));
    }

    private static async Task<double> AskAsync(string address)
    {
        using var client = new HttpClient();
        var worst = 0.0;
        for (var i = 0; i < Requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(address), HttpCompletionOption.ResponseHeadersRead);
            await answer.Content.ReadAsStringAsync();
            worst = Math.Max(worst, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return worst;
    }

    private static string? Option(string[] options, string name) =>
        Array.IndexOf(options, name) is >= 0 and var at ? options[at + 1] : null;
}
