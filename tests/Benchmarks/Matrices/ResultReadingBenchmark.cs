using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;
using Matrix = BuildkiteCi.Matrices.Tables.Matrix;

namespace Benchmarks.Matrices;

/// <summary>Matrices of a generation with 350 results, from an agent that takes 100 ms a call. One call after another takes 36 s
/// today.</summary>
[Config(typeof(FewLongRuns))]
public class ResultReadingBenchmark
{
    private static readonly ImmutableArray<ListedSubject> Subjects =
    [
        .. Enumerable
            .Range(0, 175)
            .Select(number => new ListedSubject(SubjectName.Parse($"Feature {number}")!, SubjectKind.Feature, new Category("feature support matrix"))),
    ];

    private readonly ResultQuery questions = new(MatrixDefinitions.BuiltIn, [Fleet.BuiltIn.Generations[0]]) { Subjects = Subjects };

    [Benchmark]
    public async Task<int> Matrices()
    {
        var build = new ThrottledBuildReader(new SlowBuild(), ReadingPace.Usual, TimeProvider.System);
        var results = ResultAssembly.Assemble(
            new Publication("auto", DateTimeOffset.UnixEpoch),
            questions,
            await AgentAnswers.ReadAsync(build, questions, CancellationToken.None)
        );
        return Matrix.All(MatrixDefinitions.BuiltIn, results.Generations[0]).Sum(matrix => CsvMatrix.Write(matrix).Length);
    }

    private sealed class SlowBuild : IBuild
    {
        private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(100);

        private static readonly ImmutableDictionary<string, string> Values = (
            from subject in Subjects
            from stage in new[] { "CorrectnessTest", "PerformanceTest" }
            select KeyValuePair.Create(ResultKeys.Result(Fleet.BuiltIn.Generations[0], subject.Name, stage), "✅ Passing")
        ).ToImmutableDictionary();

        public async Task<string?> MetaDataAsync(string key, CancellationToken cancellationToken)
        {
            await Task.Delay(Call, cancellationToken);
            return Values.GetValueOrDefault(key);
        }

        public async Task<ImmutableArray<string>> MetaDataKeysAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Call, cancellationToken);
            return [.. Values.Keys];
        }

        public Task<bool> IsUnfinishedAsync(StepKey step, CancellationToken cancellationToken) => Task.FromResult(false);

        public async Task<Outcome?> OutcomeAsync(StepKey step, CancellationToken cancellationToken)
        {
            await Task.Delay(Call, cancellationToken);
            return null;
        }

        public Task SetMetaDataAsync(string key, string value, CancellationToken cancellationToken) => Task.Delay(Call, cancellationToken);

        public Task UploadAsync(Upload upload, CancellationToken cancellationToken) => Task.Delay(Call, cancellationToken);

        public Task UploadArtifactAsync(string path, CancellationToken cancellationToken) => Task.Delay(Call, cancellationToken);

        public Task AnnotateAsync(Annotation annotation, CancellationToken cancellationToken) => Task.Delay(Call, cancellationToken);
    }
}
