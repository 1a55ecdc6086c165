using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;

namespace Benchmarks.Pipelines;

/// <summary>
/// Validate over a repository of the real one's size: 99 files of the catalogue, and about 1,500 scripts and test files that their commands
/// name. All rules together may take half a second.
/// </summary>
[Config(typeof(WarmRuns))]
[MemoryDiagnoser]
public class ValidateBenchmark
{
    private const int TestFiles = 1_400;

    private HeldFiles files = new([]);

    [GlobalSetup]
    public void Make() =>
        files = new HeldFiles([
            .. CatalogueFiles.Make(CatalogueFiles.RealCount).Select(file => file with { Path = $".buildkite/{file.Path}" }),
            .. Enumerable
                .Range(0, TestFiles)
                .Select(number => new SourceFile(
                    $"tests/part{number % 40}/test_{number}.py",
                    string.Concat(Enumerable.Range(0, 20).Select(test => $"def test_case_{test}():\n    pass\n\n"))
                )),
            .. Enumerable
                .Range(0, 60)
                .Select(number => new SourceFile(
                    $".buildkite/scripts/run_{number}.sh",
                    "#!/bin/bash\nset -euo pipefail\nfor part in a b c; do\n  python3 -m pytest "
                        + $"tests/part{number % 40}/test_{number}.py::test_case_3 -k test_case\ndone\n"
                )),
            new SourceFile(
                ".buildkite/suite.yml",
                "steps:\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, TestFiles)
                            .Select(number =>
                                $"  - key: part-{number}\n    agents: {{ queue: cpu }}\n    command: |\n      "
                                    + $".buildkite/scripts/run_{number % 60}.sh \\\n        python3 -m pytest "
                                    + $"tests/part{number % 40}/test_{number}.py::test_case_{number % 20}\n"
                            )
                    )
            ),
            .. ((string[])["UnitTest", "Accuracy", "Benchmark"]).Select(stage =>
                new SourceFile($"tests/models/test_{stage}.py", "def test_model():\n    pass\n")
            ),
            new SourceFile(
                ".buildkite/scripts/run_in_docker.sh",
                "#!/bin/bash\nset -euo pipefail\ndocker run --rm -e TEST_MODEL -e TENSOR_PARALLEL_SIZE "
                    + "-e MINIMUM_ACCURACY_THRESHOLD vllm \"$@\"\n"
            ),
            new SourceFile(
                ".buildkite/scripts/record_step_result.sh",
                "#!/bin/bash\nset -euo pipefail\nbuildkite-agent step get outcome --step \"$1\"\n"
            ),
            new SourceFile(".buildkite/image.yml", "steps: [{ key: build_docker, command: docker build . }]"),
            new SourceFile(CiSettings.Path, "pipelines: [{ file: .buildkite/image.yml }]"),
        ]);

    /// <summary>Every rule over everything.</summary>
    [Benchmark]
    public int Validate() => RepositoryChecks.Of(files, ImmutableDictionary<string, string>.Empty).Length;
}
