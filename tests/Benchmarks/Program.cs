using BenchmarkDotNet.Running;
using Benchmarks.Starting;

// An empty program, against which StartBenchmark measures: it leaves before anything of the benchmarks is loaded.
if (args is [StartBenchmark.NothingToDo]) return;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
