using System.Collections.Immutable;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Core.Problems;

namespace BuildkiteCi.Composing.Tests.Checks;

/// <summary>
/// A good catalogue with one fault at a random place, for every class of fault that broke nights: found, wherever it is; and nothing is
/// reported on the catalogue without it. Faults that have one safe answer are mended back by --fix.
/// </summary>
public sealed class MutationTests
{
    // 33 classes: more than two hundred mutants in a few seconds.
    private const int PerClass = 8;

    private static readonly string[] Models = ["acme/Kestrel-0.6B", "acme/Tern-7B-Instruct", "harbor/Lodestar-26B", "polder/Dijk-119B"];

    private static readonly ImmutableArray<Fault> Faults =
    [
        new("a lost backslash", "J002", " \\\n", "\n") { IsMended = true },
        new("a doubled backslash", "J002", " \\\n", " \\\\\n") { IsMended = true },
        new("a blank behind the backslash", "J002", " \\\n", " \\ \n") { IsMended = true },
        new("a lost quote", "J001", "-v'\n", "-v\n"),
        new("a quoted command line", "J003", "        make prepare\n", "        \"make prepare\"\n"),
        new("a hidden failure", "J004", "python3 -m pytest tests/smoke.py", "python3 -m pytest tests/smoke.py || true"),
        new("a renamed test file", "R002", "/accuracy/test_", "/accuracy/tst_"),
        new("a moved test file", "R002", "tests/smoke.py", "tests/unit/smoke.py"),
        new("a renamed test", "R003", "::test_loads", "::test_lods"),
        new("a renamed selection", "R004", "-k test_scores", "-k test_scoers"),
        new("a renamed script", "R001", "scripts/run_in_docker.sh", "scripts/run_in_dokcer.sh"),
        new("a misspelt attribute", "P044", "soft_fail: true", "soft_fial: true") { IsMended = true },
        new(
            "a misspelt dependency",
            "P012",
            "_UnitTest\"\n    soft_fail: true\n    agents:\n      queue: \"${TPU_QUEUE_MULTI",
            "_UnitTset\"\n    soft_fail: true\n    agents:\n      queue: \"${TPU_QUEUE_MULTI"
        ),
        new("a misspelt queue", "P023", "queue: cpu\n", "queue: cpuu\n") { IsMended = true },
        new("a misspelt stage", "C015", "CI_STAGE: UnitTest", "CI_STAGE: UnitTset"),
        new("a misspelt category", "C014", "CI_CATEGORY: text-only", "CI_CATEGORY: text only"),
        new("a key without generation", "C020", "key: \"${TPU_VERSION:-tpu6e}_", "key: \"") { IsMended = true },
        new(
            "a record of another step",
            "C022",
            "record_step_result.sh ${TPU_VERSION:-tpu6e}_",
            "record_step_result.sh ${TPU_VERSION:-tpu6e}_x"
        ),
        new("a target in percent", "C031", "MINIMUM_ACCURACY_THRESHOLD: 0.7", "MINIMUM_ACCURACY_THRESHOLD: 70.7"),
        new("a number with a unit", "C030", "MAX_MODEL_LEN: 4096", "MAX_MODEL_LEN: 4k"),
        new("more chips than there are", "C032", "TENSOR_PARALLEL_SIZE: \"${TENSOR_PARALLEL_SIZE_MULTI:-8}\"", "TENSOR_PARALLEL_SIZE: 16"),
        new("a queue of one generation", "C033", "queue: \"${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}\"", "queue: tpu_v6e_8_queue"),
        new("a default of no generation", "C034", "${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}", "${TPU_QUEUE_MULTI:-tpu_v6e_queue}"),
        new("a default of another generation", "C039", "${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}", "${TPU_QUEUE_MULTI:-tpu_v7x_8_queue}")
        {
            IsMended = true,
        },
        new("a small queue of another generation", "C039", "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}", "${TPU_QUEUE_SINGLE:-tpu_v7x_2_queue}")
        {
            IsMended = true,
        },
        new("one dollar where an upload needs two", "J009", "\"$$part\"", "\"$part\""),
        new("a variable that nothing sets", "J010", "\"$$part\"", "\"$$folder\""),
        new("another model in the comment", "C035", "# Tests of acme/", "# Tests of acme/x"),
        new("another model's name", "C035", "TEST_MODEL: acme/", "TEST_MODEL: acmee/"),
        new("a variable that is not handed on", "J007", "MAX_MODEL_LEN: 4096", "MAX_MODEL_LENGTH: 4096"),
        new("broken YAML", "P001", "      queue: cpu\n", "     queue: [cpu\n"),
        new(
            "a condition that never holds",
            "P084",
            "    soft_fail: true\n",
            "    soft_fail: true\n    if: build.branch == \"main\" && build.branch == \"next\"\n"
        ),
        new("a stage that only prints", "C029", "- .buildkite/scripts/run_in_docker.sh python3 -m pytest", "- echo python3 -m pytest"),
    ];

    public static TheoryData<string> Classes { get; } = [.. Faults.Select(fault => fault.Name)];

    [Fact]
    public void Nothing_is_reported_on_the_good_catalogue()
    {
        var random = new Random(7);
        for (var i = 0; i < 5; i++) Check(Good(random)).Where(found => found.Severity < Severity.Note).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_fault_of_this_class_is_found_wherever_it_is(string name)
    {
        var fault = Faults.Single(one => one.Name == name);
        var random = new Random(name.Length);
        for (var i = 0; i < PerClass; i++)
        {
            var files = Good(random);
            var (path, before) = Break(files, fault, random);

            var found = Check(files);
            found.ShouldContain(
                diagnostic => diagnostic.Rule.Code == fault.Code,
                $"{path}\n{string.Join('\n', found)}\n{files.Read(path)}"
            );
            if (!fault.IsMended) continue;
            foreach (var fix in FileFix.Of(found, files.Read)) files.Write(fix.Path, fix.After);
            files.Read(path).ShouldBe(before, $"{path} is as it was");
            FileFix.Of(Check(files), files.Read).ShouldBeEmpty("a second run changes nothing");
        }
    }

    private static (string Path, string Before) Break(MemoryFileTree files, Fault fault, Random random)
    {
        var places = files
            .List(".buildkite/models")
            .SelectMany(path => Places(files.Read(path)!, fault.Old).Select(at => (Path: path, At: at)))
            .ToList();
        places.ShouldNotBeEmpty(fault.Name);
        var (chosen, place) = places[random.Next(places.Count)];
        var text = files.Read(chosen)!;
        var broken = text[..place] + fault.New + text[(place + fault.Old.Length)..];
        files.Write(chosen, broken);
        return (chosen, text);
    }

    private static IEnumerable<int> Places(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    private static ImmutableArray<Diagnostic> Check(MemoryFileTree files) => RepositoryChecks.Of(files, new Dictionary<string, string>());

    private static MemoryFileTree Good(Random random)
    {
        var files = new MemoryFileTree(
            (".buildkite/ci.yml", "queues:\n  cpu: {}\n"),
            (
                ".buildkite/scripts/run_in_docker.sh",
                "#!/bin/bash\nset -euo pipefail\ndocker run --rm -e TEST_MODEL -e MAX_MODEL_LEN -e TENSOR_PARALLEL_SIZE -e "
                    + "MINIMUM_ACCURACY_THRESHOLD image \"$@\"\n"
            ),
            (".buildkite/scripts/record_step_result.sh", "#!/bin/bash\nset -e\nbuildkite-agent step get outcome --step \"$1\"\n"),
            ("tests/smoke.py", "def test_smoke():\n    pass\n"));
        foreach (var model in Models.Where(_ => random.Next(3) > 0).Append("acme/Heron-1.5B"))
        {
            var form = model.Replace('/', '_').Replace('.', '_');
            files.Write($".buildkite/models/{form}.yml", File(model, form));
            files.Write(
                $"tests/models/test_{form}.py",
                "class TestModel:\n    def test_loads(self):\n        pass\n\n\ndef test_loads():\n    pass\n"
            );
            files.Write($"tests/accuracy/test_{form}.py", "def test_scores():\n    pass\n");
        }

        return files;
    }

    private static string File(string model, string form) => $$"""
        # Tests of {{model}}, stage by stage.
        steps:
          - label: "${TPU_VERSION:-tpu6e} Unit tests for {{model}}"
            key: "${TPU_VERSION:-tpu6e}_{{form}}_UnitTest"
            soft_fail: true
            agents:
              queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}"
            commands:
              - |
                make prepare
                for part in caches logs; do make "$$part"; done
                set -o pipefail
                python3 -m pytest tests/smoke.py
                .buildkite/scripts/run_in_docker.sh bash -c 'python3 -m pytest -s \
                  tests/models/test_{{form}}.py::test_loads -v'
          - label: "${TPU_VERSION:-tpu6e} Record unit tests of {{model}}"
            key: "${TPU_VERSION:-tpu6e}_record_{{form}}_UnitTest"
            depends_on: "${TPU_VERSION:-tpu6e}_{{form}}_UnitTest"
            env:
              CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}"
              CI_TARGET: {{model}}
              CI_STAGE: UnitTest
              CI_CATEGORY: text-only
            agents:
              queue: cpu
            commands:
              - .buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_{{form}}_UnitTest
          - label: "${TPU_VERSION:-tpu6e} Accuracy for {{model}}"
            key: "${TPU_VERSION:-tpu6e}_{{form}}_Accuracy"
            depends_on: "${TPU_VERSION:-tpu6e}_record_{{form}}_UnitTest"
            soft_fail: true
            agents:
              queue: "${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}"
            env:
              TEST_MODEL: {{model}}
              MAX_MODEL_LEN: 4096
              TENSOR_PARALLEL_SIZE: "${TENSOR_PARALLEL_SIZE_MULTI:-8}"
              MINIMUM_ACCURACY_THRESHOLD: 0.7
            commands:
              - .buildkite/scripts/run_in_docker.sh python3 -m pytest tests/accuracy/test_{{form}}.py -k test_scores
          - label: "${TPU_VERSION:-tpu6e} Record accuracy of {{model}}"
            key: "${TPU_VERSION:-tpu6e}_record_{{form}}_Accuracy"
            depends_on: "${TPU_VERSION:-tpu6e}_{{form}}_Accuracy"
            env:
              CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}"
              CI_TARGET: {{model}}
              CI_STAGE: Accuracy/Correctness
              CI_CATEGORY: text-only
            agents:
              queue: cpu
            commands:
              - .buildkite/scripts/record_step_result.sh ${TPU_VERSION:-tpu6e}_{{form}}_Accuracy

        """;

    private sealed record Fault(string Name, string Code, string Old, string New)
    {
        public bool IsMended { get; init; }
    }
}
