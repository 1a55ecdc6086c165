using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>What running a benchmark needs of the world.</summary>
/// <param name="Processes">Starts server, client and evaluation.</param>
/// <param name="Health">Asks the server.</param>
/// <param name="Devices">Tells who holds the TPU.</param>
/// <param name="Folder">Holds this run's files.</param>
/// <param name="Log">Shows progress and output.</param>
/// <param name="Time">Measures and waits.</param>
public sealed record BenchmarkDependencies(
    IProcessRunner Processes,
    HttpHealthCheck Health,
    TpuDevices Devices,
    RunFolder Folder,
    IStageLog Log,
    TimeProvider Time
);
