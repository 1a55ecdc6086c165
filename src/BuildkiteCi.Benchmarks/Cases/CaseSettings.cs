namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>What the known keys of a case's environment say. All others are merely exported.</summary>
public sealed record CaseSettings
{
    /// <summary>Goal for the 99th percentile of end-to-end latency (<c>EXPECTED_ETEL</c>, ms). Default one hour; null: no goal (a
    /// catalogue's stage).</summary>
    public TimeSpan? ExpectedLatency { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Least requests a second (<c>EXPECTED_THROUGHPUT</c>, <c>MINIMUM_THROUGHPUT_THRESHOLD</c>); null or 0: no target.</summary>
    public double? ExpectedThroughput { get; init; }

    /// <summary>Least score (<c>EXPECTED_ACCURACY</c>, <c>MINIMUM_ACCURACY_THRESHOLD</c>), in the score's unit; null or 0: no
    /// target.</summary>
    public double? ExpectedAccuracy { get; init; }

    /// <summary>Tokens of a prompt, as the history is to say (<c>INPUT_LEN</c>).</summary>
    public int? InputLength { get; init; }

    /// <summary>Tokens of an answer (<c>OUTPUT_LEN</c>); 1: prefill only.</summary>
    public int? OutputLength { get; init; }

    /// <summary>Tokens that prompts share (<c>PREFIX_LEN</c>).</summary>
    public int PrefixLength { get; init; }

    /// <summary>How long to wait for the server (<c>SERVER_WAIT_MINS</c>). Default one hour.</summary>
    public TimeSpan ServerWait { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long each client run may take (<c>BENCHMARK_TIMEOUT</c>). Default two hours.</summary>
    public TimeSpan ClientTimeout { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The step's time-out (<c>BK_TIMEOUT_IN_MINUTES</c>); null: Buildkite's default.</summary>
    public int? StepTimeoutMinutes { get; init; }

    /// <summary>No rate search (<c>RUN_ONCE</c>).</summary>
    public bool RunOnce { get; init; }

    /// <summary>Only decoding is measured: prompts are in the prefix cache before (<c>DECODE_ONLY</c>).</summary>
    public bool DecodeOnly { get; init; }

    /// <summary>The server spans several hosts (<c>IS_MULTI_HOST_BENCH</c>).</summary>
    public bool SeveralHosts { get; init; }

    /// <summary>What the run is for (<c>RUN_TYPE</c>): <c>DAILY</c>, <c>JAX_ACCURACY</c>, <c>PROFILE</c>.</summary>
    public string RunType { get; init; } = "DAILY";

    /// <summary>Device that overrides the queue's (<c>DEVICE</c>); null: the queue's.</summary>
    public string? Device { get; init; }

    /// <summary>The configuration's standing (<c>MODELTAG</c>).</summary>
    public string ModelTag { get; init; } = "PROD";

    /// <summary>Whether the score decides, not the speed.</summary>
    public bool JudgesAccuracy => RunType.Contains("ACCURACY", StringComparison.Ordinal);
}
