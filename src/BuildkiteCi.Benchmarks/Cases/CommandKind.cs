using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A kind of command that a case may name in <c>command_type</c>. A closed set.</summary>
/// <param name="Name">The value of <c>command_type</c>.</param>
/// <param name="Words">The program and its first arguments.</param>
public sealed record CommandKind(string Name, ImmutableArray<string> Words)
{
    /// <summary>The server.</summary>
    public static readonly CommandKind Serve = new("vllm_serve", ["vllm", "serve"]);

    /// <summary>The client that measures throughput and latency.</summary>
    public static readonly CommandKind BenchServe = new("vllm_bench_serve", ["vllm", "bench", "serve"]);

    /// <summary>The evaluation that loads the model itself.</summary>
    public static readonly CommandKind LmEval = new("lm_eval", ["lm_eval"]);

    /// <summary>The TPU repository's own client, for accuracy.</summary>
    public static readonly CommandKind LocalBenchServing =
        new("local_benchmark_serving", ["python3", "scripts/vllm/benchmarking/benchmark_serving.py"]);

    /// <summary>Kinds of <c>server_command_options</c>.</summary>
    public static ImmutableArray<CommandKind> Servers { get; } = [Serve];

    /// <summary>Kinds of <c>client_command_options</c>.</summary>
    public static ImmutableArray<CommandKind> Clients { get; } = [BenchServe, LmEval];

    /// <summary>Kinds of <c>accuracy_command_options</c>; the first is the default.</summary>
    public static ImmutableArray<CommandKind> Evaluations { get; } = [LocalBenchServing];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
