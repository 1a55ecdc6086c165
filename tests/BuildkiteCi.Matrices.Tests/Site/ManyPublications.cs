using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Tests.Site;

/// <summary>Publications of many subjects over many nights and releases, invented and the same each time.</summary>
internal static class ManyPublications
{
    private static readonly string[] Families =
    [
        "Qwen/Qwen3",
        "meta-llama/Llama-3.1",
        "google/gemma-3",
        "deepseek-ai/DeepSeek",
        "mistralai/Mistral",
        "openai/gpt-oss",
        "moonshotai/Kimi",
        "zai-org/GLM",
    ];

    /// <summary>A release each fifth time, else a night, a day apart.</summary>
    /// <param name="subjects">Subjects; a tenth of them are features.</param>
    /// <param name="publications">Publications of each implementation.</param>
    /// <param name="implementations">The implementations.</param>
    public static ImmutableArray<BuildResults> Of(int subjects, int publications, params string[] implementations)
    {
        var random = new Random(20260822);
        var all = ImmutableArray.CreateBuilder<BuildResults>();
        foreach (var implementation in implementations)
        {
            var kept = Enumerable.Range(0, subjects).Select(_ => random.NextDouble()).ToArray();
            for (var number = 0; number < publications; number++)
            {
                var publication = new Publication(implementation, new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.Zero).AddDays(number))
                {
                    Release = number % 5 == 4 ? $"v0.{10 + (number / 5)}.0" : null,
                    BuildUrl = WebAddress.Parse($"https://buildkite.com/tpu-commons/tpu-inference-ci/builds/{1000 + number}"),
                    Commits = new Publication("", default).Commits.Add("vllm", $"{number:x40}"),
                };
                all.Add(
                    new BuildResults(
                        publication,
                        [
                            .. from generation in new[] { "v6e", "v7x" }
                            select new GenerationResults(
                                generation,
                                [
                                    .. Enumerable
                                        .Range(0, subjects)
                                        .Select(subject => Subject(random, subject, kept[subject], generation, number)),
                                ]
                            ),
                        ]
                    )
                );
            }
        }

        return all.ToImmutable();
    }

    private static SubjectResults Subject(Random random, int number, double strength, string generation, int publication)
    {
        var (name, kind, category) =
            number % 10 == 9
                ? ($"Feature {number}", SubjectKind.Feature, MatrixDefinitions.BuiltIn.All[1 + (number / 10 % 6)].Categories[0].Category)
                : (
                    $"{Families[number % Families.Length]}-{number}B",
                    SubjectKind.Model,
                    MatrixDefinitions.BuiltIn.All[0].Categories[number % 3].Category
                );
        var stages = MatrixDefinitions.BuiltIn.Of(kind, category)!.Stages;
        return new SubjectResults(
            SubjectName.Parse(name)!,
            kind,
            category,
            [
                .. stages
                    .Select(stage => Stage(random, stage, strength, generation, publication))
                    .Where(result => result.Status != Status.Untested),
            ]
        )
        {
            Architecture = kind == SubjectKind.Model ? "Qwen3ForCausalLM" : null,
        };
    }

    private static StageResult Stage(Random random, string stage, double strength, string generation, int publication)
    {
        var luck = random.NextDouble();
        var status = strength < 0.15 ? Status.Untested
            : strength < 0.2 ? Status.NotEnoughHbm
            : strength < 0.25 ? Status.Planned
            : luck < 0.06 * (1.2 - strength) ? Status.Failing
            : Status.Passing;
        var result = new StageResult(stage, status)
        {
            Setup = stage is "Benchmark"
                ? new TestSetup
                {
                    Chips = generation == "v6e" ? 8 : 4,
                    ServeCommand = "vllm serve some/model --tensor-parallel-size 8 --max-model-len 2048",
                    Target = Math.Round(8 * strength, 1),
                }
                : null,
        };
        if (stage == "Benchmark" && status == Status.Passing)
        {
            var speed = (generation == "v6e" ? 8 : 14) * strength * (1 + (publication * 0.004) + ((luck - 0.5) * 0.04));
            result = result with
            {
                Measurements =
                [
                    new Measurement(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), Math.Round(speed, 3))
                    {
                        Target = Math.Round(8 * strength, 1),
                    },
                ],
            };
        }

        return status != Status.Failing ? result : result with
        {
            JobUrl = WebAddress.Parse($"https://buildkite.com/tpu-commons/tpu-inference-ci/builds/{1000 + publication}#job"),
            IssueUrl = luck < 0.02 ? WebAddress.Parse("https://github.com/vllm-project/tpu-inference/issues/12") : null,
            Note = luck < 0.01 ? "score 0.71 below 0.75" : null,
        };
    }
}
