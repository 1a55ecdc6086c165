using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.History;
using CsCheck;

namespace BuildkiteCi.Benchmarks.Tests.History;

public sealed class RunLinesTests
{
    [Fact]
    public void What_is_exported_is_imported_as_it_was()
    {
        var bare = new BenchmarkRun("a", "c", "cpu", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var text = RunLines.Write(RunHistoryTests.Full) + "\n\n" + RunLines.Write(bare) + "\r\n";

        var read = RunLines.Parse(new SourceFile("runs.jsonl", text));

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Select(RunLines.Write).ShouldBe([RunLines.Write(RunHistoryTests.Full), RunLines.Write(bare)]);
    }

    [Fact]
    public void However_long_a_run_took_its_record_reads_back_the_same() =>
        Gen.Long[0, TimeSpan.TicksPerDay * 30].Sample(ticks =>
        {
            var line = RunLines.Write(RunHistoryTests.Full with { Duration = TimeSpan.FromTicks(ticks) });
            RunLines.Write(RunLines.Parse(new SourceFile("runs.jsonl", line)).Value![0]).ShouldBe(line);
        });

    [Fact]
    public void Each_line_that_is_no_run_is_named_and_the_others_are_imported()
    {
        var good = RunLines.Write(RunHistoryTests.Full);

        var read = RunLines.Parse(
            new SourceFile(
                "runs.jsonl",
                $"{{\"id\": \"a\"\n{good.Replace("\"job-1\"", "7")}\n[]\n{good.Replace("0.24637890912026447", "NaN")}\n{good}\n"
            )
        );

        read.Value!.Count.ShouldBe(1);
        read.Diagnostics.Select(found => $"{found.Location.Line} {found.Rule.Code} {found.Message}")
            .ShouldBe([
                "1 B001 this is no JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array "
                    + "that should be closed",
                "2 B203 'id' is a number",
                "2 B203 'id' is missing or blank",
                "3 B203 a run is an object, and this is an array",
                "4 B203 'value' is NaN, not a finite number",
            ]);
    }

    [Fact]
    public void What_varies_from_run_to_run_is_no_part_of_a_configurations_identity_and_no_token_is_kept()
    {
        CommandLine Client(string rate, params (string, string)[] variables) =>
            CommandLine.Of("vllm", "bench", "serve", "--request-rate", rate, "--port", "8001") with
            {
                Environment = variables.ToDictionary(pair => pair.Item1, pair => (string?)pair.Item2).ToImmutableDictionary(),
            };

        string Hash(CommandLine client) => ConfigurationText.Of(new CaseCommands(client, null, null)).Hash;

        Hash(Client("inf", ("HF_TOKEN", "s"), ("GCS_BUCKET", "b")))
            .ShouldBe(Hash(Client("inf") with { Arguments = ["bench", "serve", "--request-rate", "inf", "--port", "9"] }));
        Hash(Client("inf")).ShouldNotBe(Hash(Client("2")));
        Hash(Client("inf", ("MODEL_IMPL_TYPE", "vllm"))).ShouldNotBe(Hash(Client("inf", ("MODEL_IMPL_TYPE", "flax_nnx"))));
        ConfigurationText.Of(new CaseCommands(Client("inf", ("HF_TOKEN", "secret")), null, null)).Json.ShouldNotContain("secret");
    }
}
