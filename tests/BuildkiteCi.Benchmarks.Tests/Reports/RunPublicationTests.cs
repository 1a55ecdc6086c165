using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

public sealed class RunPublicationTests
{
    private static readonly Generation V6e = Fleet.BuiltIn.Generations[0];
    private static readonly Metric Accuracy = new("gsm8k_exact_match", MetricUnit.Fraction, Better.Higher);
    private static readonly Judgement Missed = new(StageVerdict.Failed, "below", [new TargetResult(Accuracy, 0.71, 0.74, Status.Failing)]);

    [Fact]
    public async Task What_a_case_measured_is_under_its_model_for_the_models_page_even_where_it_missed_a_target()
    {
        var build = new MetaDataBuild();

        await new RunPublication(build).TellPageAsync(Case(), V6e, Missed, TestContext.Current.CancellationToken);

        MeasurementText
            .Read(build.MetaData["v6Qwen/Qwen3-32B:case:long/1.5k"])
            .ShouldBe([new Measurement(Accuracy, 0.71) { Target = 0.74 }]);
    }

    [Fact]
    public async Task A_case_that_measured_nothing_leaves_nothing()
    {
        var build = new MetaDataBuild();
        var publication = new RunPublication(build);

        await publication.TellPageAsync(Case(), V6e, Judgement.Failed("the server died"), TestContext.Current.CancellationToken);

        build.MetaData.ShouldBeEmpty();
        publication.Problems.ShouldBeEmpty();
    }

    private static BenchmarkCase Case() =>
        CaseCatalogue
            .Read(
                [
                    new(
                        ".buildkite/benchmark/cases/daily/a.json",
                        """
                        { "benchmark_cases": [ { "case_name": "long/1.5k", "ci_queue": ["tpu_v6e_8_queue"], "env": { "INPUT_LEN": 1, "OUTPUT_LEN": 1, "EXPECTED_ACCURACY": 0.74 },
                          "client_command_options": { "command_type": "lm_eval", "args": { "model": "Qwen/Qwen3-32B", "dataset-name": "gsm8k" } } } ] }
                        """
                    ),
                ],
                Fleet.BuiltIn
            )
            .Value!.Files[0]
            .Cases[0];

    private sealed class MetaDataBuild : IBuild
    {
        public Dictionary<string, string> MetaData { get; } = [];

        public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken)
        {
            MetaData[key] = value;
            return Task.CompletedTask;
        }

        public Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UploadAsync(Upload upload, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task UploadArtifactAsync(string path, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
