using System.Text.Json;
using BuildkiteCi.Benchmarks.Running;

namespace BuildkiteCi.Benchmarks.Tests.Running;

public sealed class ServerLogTests
{
    [Fact]
    public void Captured_logs_give_the_first_fatal_line_and_the_one_that_says_what_is_wrong()
    {
        using var expected = JsonDocument.Parse(Samples.Source("expected.json").Text);
        foreach (var log in expected.RootElement.GetProperty("server_logs").EnumerateArray())
        {
            var read = Log(Samples.Source(log.GetProperty("file").GetString()!).Text.Split('\n'));

            (read.IsReady, read.FirstFatalLine, read.RootCauseLine).ShouldBe(
                (
                    log.GetProperty("ready").GetBoolean(),
                    log.GetProperty("first_fatal_line").GetInt32(),
                    log.GetProperty("root_cause_line").GetInt32()
                )
            );
            read.Cause.ShouldStartWith(log.GetProperty("root_cause").GetString()!);
        }
    }

    [Fact]
    public void An_errors_name_in_a_warning_is_not_fatal_and_the_ready_line_may_be_coloured()
    {
        var log = Log("WARNING 08-14 08:00:44 [x.py:1] ValueError: handled", "\u001b[32mINFO\u001b[0m:     Application startup complete.");

        (log.FirstFatalLine, log.IsReady).ShouldBe((null, true));
    }

    [Fact]
    public void The_cause_is_the_tracebacks_own_though_other_processes_write_between_its_lines()
    {
        var log = Log(
            "(EngineCore pid=7) Traceback (most recent call last):",
            "(APIServer pid=1) RuntimeError: not this one",
            "(EngineCore pid=7)   File \"x.py\", line 1, in f",
            "(EngineCore pid=7) jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: out of memory");

        (log.RootCauseLine, log.Cause).ShouldBe((4, "jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: out of memory"));
    }

    [Fact]
    public void The_telling_lines_are_the_cause_and_the_end()
    {
        var log = Log([.. Enumerable.Range(1, 40).Select(n => n == 5 ? "ActorDiedError: gone" : $"line {n}")]);

        log.TellingLines().ShouldBe(["5: ActorDiedError: gone", .. Enumerable.Range(29, 12).Select(n => $"{n}: line {n}")]);
    }

    private static ServerLog Log(params string[] lines)
    {
        var log = new ServerLog();
        foreach (var line in lines) log.Add(line);
        return log;
    }

    [Fact]
    public void A_log_without_a_cause_has_a_last_telling_line_that_is_no_requests_and_no_statistics()
    {
        var log = new ServerLog();
        log.LastTelling.ShouldBeNull();
        foreach (var line in new[]
        {
            "INFO:     Application startup complete.",
            "(EngineCore pid=277) WARNING 08-14 08:00:55 [tpu_worker.py:12] HBM usage is at 99 %",
            "INFO:     127.0.0.1:50000 - \"POST /v1/completions HTTP/1.1\" 200 OK",
            "(APIServer pid=1) INFO 08-14 08:00:56 [loggers.py:1] Engine 000: Avg prompt throughput: 0.0 tokens/s",
        }) log.Add(line);

        log.LastTelling.ShouldBe("its last line is 'HBM usage is at 99 %'");
    }
}
