using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks.Commands;

namespace BuildkiteCi.Pipelines.Tests.Checks.Commands;

/// <summary>A good repository with one fault of each kind at a random place: the fault is found, and nothing is said where there is
/// none.</summary>
public sealed class CommandMutationTests
{
    private const int PerKind = 40;

    public static TheoryData<string> Kinds { get; } =
    [
        "lost backslash",
        "doubled backslash",
        "blank behind the backslash",
        "lost quote",
        "renamed test file",
        "renamed test",
        "renamed script",
        "quoted line",
        "broken condition",
        "hidden failure",
    ];

    [Fact]
    public void Nothing_is_said_about_good_repositories()
    {
        var random = new Random(1);
        for (var i = 0; i < PerKind; i++)
        {
            var (pipeline, files) = Good(random);
            Check(pipeline, files).ShouldBeEmpty(pipeline);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_fault_is_found_wherever_it_is(string kind)
    {
        var random = new Random(kind.Length);
        for (var i = 0; i < PerKind; i++)
        {
            var (pipeline, files) = Good(random);
            var (broken, changed) = Break(kind, pipeline, files, random);
            Check(broken, changed).ShouldNotBeEmpty($"{kind}\n{broken}");
        }
    }

    private static (string Pipeline, MemoryFileTree Files) Good(Random random)
    {
        string[] models = ["llama3", "qwen3", "gemma4", "gpt_oss", "deepseek_v3"];
        var steps = models.Where(_ => random.Next(3) > 0).Append("mistral").Select(model => $"""
              - label: Unit tests for {model}
                command: |
                  set -o pipefail
                  if [[ -n "$$NIGHTLY" && $$BUILDKITE_BRANCH == main ]]; then export FULL=1; fi
                  .buildkite/scripts/run.sh \
                    bash -c 'python3 -m pytest -s -v \
                      /workspace/repo/tests/models/test_{model}.py::test_loads \
                      /workspace/repo/tests/models/test_{model}_accuracy.py \
                      --durations=10'
            """);
        var files = models
            .Append("mistral")
            .SelectMany(model =>
                (IEnumerable<(string, string)>)
                    [
                        ($"tests/models/test_{model}.py", "def test_loads():\n    pass\n"),
                        ($"tests/models/test_{model}_accuracy.py", "def test_scores():\n    pass\n"),
                    ]
            );
        return (
            $"steps:\n{string.Join('\n', steps)}\n",
            new MemoryFileTree(files.Append((".buildkite/scripts/run.sh", "exec docker run image \"$@\"\n")))
        );
    }

    private static (string Pipeline, MemoryFileTree Files) Break(string kind, string pipeline, MemoryFileTree files, Random random)
    {
        switch (kind)
        {
            case "lost backslash": return (Replace(pipeline, ".py \\\n", ".py\n", random), files);
            case "doubled backslash": return (Replace(pipeline, "accuracy.py \\\n", "accuracy.py \\\\\n", random), files);
            case "blank behind the backslash": return (Replace(pipeline, " \\\n", " \\ \n", random), files);
            case "lost quote": return (Replace(pipeline, "--durations=10'", "--durations=10", random), files);
            case "renamed test": return (Replace(pipeline, "::test_loads", "::test_load_weights", random), files);
            case "renamed script": return (Replace(pipeline, "scripts/run.sh", "scripts/runs.sh", random), files);
            case "quoted line": return (Replace(pipeline, "set -o pipefail", "\"set -o pipefail\"", random), files);
            case "broken condition": return (Replace(pipeline, " == main ]]", " == ]]", random), files);
            case "hidden failure":
                return (
                    Replace(pipeline, "--durations=10'", "--durations=10' || true", random)
                        .Replace(".buildkite/scripts/run.sh \\\n            bash -c '", "bash -c '", StringComparison.Ordinal)
                        .Replace("--durations=10' || true", "--durations=10 || true'", StringComparison.Ordinal),
                    files
                );
            default:
                files.Delete("tests/models/test_mistral.py");
                files.Write("tests/models/test_mistral_small.py", "def test_loads():\n    pass\n");
                return (pipeline, files);
        }
    }

    private static string Replace(string text, string old, string replacement, Random random)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = text.IndexOf(old, at + 1, StringComparison.Ordinal))
            places.Add(at);
        var place = places[random.Next(places.Count)];
        return text[..place] + replacement + text[(place + old.Length)..];
    }

    private static ImmutableArray<Diagnostic> Check(string pipeline, IFileTree files) =>
        CommandChecks.Of(
            PipelineFile.Read(new SourceFile("pipeline.yml", pipeline)).Select(read => read.Value).OfType<PipelineDocument>(),
            files
        );
}
