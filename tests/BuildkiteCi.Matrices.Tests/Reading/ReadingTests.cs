using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing.Recording;

namespace BuildkiteCi.Matrices.Tests.Reading;

public sealed class ReadingTests
{
    private static readonly ListedSubject Qwen = new(SubjectName.Parse("Qwen/Qwen3-4B")!, SubjectKind.Model, new Category("text-only"));
    private static readonly ListedSubject TensorParallel = new(SubjectName.Parse("TP")!, SubjectKind.Feature, new Category("parallelism support matrix"));

    private readonly MemoryBuild build = new();

    [Fact]
    public async Task Outcomes_of_test_steps_are_results_and_what_a_step_states_wins()
    {
        Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", Outcome.Passed);
        Ended("tpu6e_Qwen_Qwen3-4B_Accuracy", Outcome.SoftFailed);
        build.MetaData["tpu6e_Qwen_Qwen3-4B_Accuracy"] = "not enough HBM (16 GB)";

        var results = await ReadAsync(
            Questions(Qwen) with
            {
                Steps =
                [
                    Step("tpu6e_Qwen_Qwen3-4B_UnitTest", "UnitTest"),
                    Step("tpu6e_Qwen_Qwen3-4B_Accuracy", "Accuracy/Correctness"),
                    Step("tpu6e_Qwen_Qwen3-4B_Benchmark", "Benchmark"),
                ],
            }
        );

        Texts(results, "v6e").ShouldBe(["Qwen/Qwen3-4B: ✅ Passing, not enough HBM, ❓ Untested"]);
        results.Generations[0].Subjects[0].Stage("Accuracy/Correctness").Note.ShouldBe("16 GB");
    }

    [Fact]
    public async Task A_failure_tells_what_its_job_said_and_the_issue_that_follows_it()
    {
        Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", Outcome.HardFailed);
        Ended("tpu6e_Qwen_Qwen3-4B_Accuracy", Outcome.Passed);
        var said = new StepFailure(StageVerdict.Failed, "exit status 1", "https://buildkite.com/o/p/builds/1#2").Write();
        build.MetaData[StepFailure.Key(StepKey.Parse("tpu6e_Qwen_Qwen3-4B_UnitTest")!)] = said;
        build.MetaData[StepFailure.Key(StepKey.Parse("tpu6e_Qwen_Qwen3-4B_Accuracy")!)] = said;
        var issue = WebAddress.Parse("https://github.com/vllm-project/tpu-inference/issues/12");

        var results = await ReadAsync(
            Questions(Qwen) with
            {
                Steps =
                [
                    Step("tpu6e_Qwen_Qwen3-4B_UnitTest", "UnitTest") with
                    {
                        IssueUrl = issue,
                    },
                    Step("tpu6e_Qwen_Qwen3-4B_Accuracy", "Accuracy/Correctness") with
                    {
                        IssueUrl = issue,
                    },
                ],
            }
        );

        var subject = results.Generations[0].Subjects[0];
        subject
            .Stage("UnitTest")
            .ShouldBe(
                new StageResult("UnitTest", Status.Failing)
                {
                    Note = "exit status 1",
                    JobUrl = WebAddress.Parse("https://buildkite.com/o/p/builds/1#2"),
                    IssueUrl = issue,
                }
            );
        subject.Stage("Accuracy/Correctness").ShouldBe(new StageResult("Accuracy/Correctness", Status.Passing));
    }

    [Fact]
    public async Task What_a_benchmark_measured_and_which_versions_were_used_is_read_too()
    {
        Measurement[] measured = [new Measurement(Metric.Of("request_throughput", MetricUnit.Of("req/s")), 11.4) { Target = 11 }];
        build.MetaData["v6Qwen/Qwen3-4B:Benchmark"] = "✅ Passing";
        build.MetaData[ResultKeys.Measurements(Fleet.BuiltIn.Generations[0], Qwen.Name, "Benchmark")] = MeasurementText.Write(
            measured
        );
        build.MetaData["VLLM_COMMIT_HASH"] = "abc";
        build.MetaData["version:jax"] = "0.8.1";

        var results = await ReadAsync(Questions(Qwen));

        results.Generations[0].Subjects[0].Stage("Benchmark").Measurements.ShouldBe(measured);
        results.Publication.Commits.ShouldBe([new("vllm", "abc")]);
        results.Publication.Versions.ShouldBe([new("jax", "0.8.1")]);
    }

    [Fact]
    public async Task What_benchmark_cases_of_a_model_measured_is_read_beside_its_stages_and_decides_nothing()
    {
        var v6e = Fleet.BuiltIn.Generations[0];
        Measurement[] measured =
        [
            new Measurement(new Metric("gsm8k_exact_match", MetricUnit.Fraction, Better.Higher), 0.71) { Target = 0.74 },
        ];
        build.MetaData["v6Qwen/Qwen3-4B:Accuracy/Correctness"] = "✅ Passing";
        build.MetaData[ResultKeys.Case(v6e, "Qwen/Qwen3-4B", "qwen3 long/1.5k")] = MeasurementText.Write(measured);
        build.MetaData[ResultKeys.Case(v6e, "Qwen/Qwen3-4B-Other", "other")] = MeasurementText.Write(measured);
        build.MetaData[ResultKeys.Case(v6e, "Qwen/Qwen3-4B", "broken")] = "no numbers";

        var subject = (await ReadAsync(Questions(Qwen))).Generations[0].Subjects.ShouldHaveSingleItem();

        subject.Cases.ShouldHaveSingleItem().Case.ShouldBe("qwen3 long/1.5k");
        subject.Cases[0].Measurements.ShouldBe(measured);
        VerdictRules.Of(MatrixDefinitions.BuiltIn.All[0], subject).Kind.ShouldBe(VerdictKind.Works);
    }

    [Fact]
    public async Task A_build_whose_tests_have_not_all_ended_is_not_published()
    {
        Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", Outcome.Passed);
        build.Unfinished.Add(StepKey.Parse("tpu6e_Qwen_Qwen3-4B_Accuracy")!);
        var questions = Questions(Qwen) with
        {
            Steps =
            [
                Step("tpu6e_Qwen_Qwen3-4B_UnitTest", "UnitTest"),
                Step("tpu6e_Qwen_Qwen3-4B_Accuracy", "Accuracy/Correctness"),
                Step("tpu6e_Qwen_Qwen3-4B_Benchmark", "Benchmark"),
            ],
        };

        async Task<string?> MissingAsync() =>
            (
                await AgentAnswers.ReadAsync(
                    new ThrottledBuildReader(build, ReadingPace.Usual, TimeProvider.System),
                    questions,
                    TestContext.Current.CancellationToken
                )
            ).WhatIsMissing(questions);

        (await MissingAsync()).ShouldBe(
            "the build has not ended, so its results are only a part: tpu6e_Qwen_Qwen3-4B_Accuracy is not done; publish once the build is "
                + "done"
        );
        build.Unfinished.Clear();
        (await MissingAsync()).ShouldBeNull();
        ApiAnswers
            .Read("{\"state\": \"canceled\", \"jobs\": []}")
            .WhatIsMissing(questions)
            .ShouldBe("the build was cancelled, so its results are only a part; run it again");
    }

    [Fact]
    public async Task What_a_record_step_wrote_counts_and_its_test_step_is_not_asked_for()
    {
        build.MetaData["v6Qwen/Qwen3-4B:UnitTest"] = "✅ Passing";
        Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", Outcome.HardFailed);

        var results = await ReadAsync(
            Questions(Qwen) with
            {
                Steps = [Step("tpu6e_Qwen_Qwen3-4B_UnitTest", "UnitTest") with { IsRecorded = true }],
            }
        );

        Texts(results, "v6e").ShouldBe(["Qwen/Qwen3-4B: ✅ Passing, ❓ Untested, ❓ Untested"]);
    }

    [Fact]
    public async Task The_newest_outcome_counts_more_than_what_an_earlier_publication_recorded()
    {
        build.MetaData["v6Qwen/Qwen3-4B:UnitTest"] = "❌ Failing";
        Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", Outcome.Passed);

        var results = await ReadAsync(Questions(Qwen) with { Steps = [Step("tpu6e_Qwen_Qwen3-4B_UnitTest", "UnitTest")] });

        Texts(results, "v6e").ShouldBe(["Qwen/Qwen3-4B: ✅ Passing, ❓ Untested, ❓ Untested"]);
    }

    [Fact]
    public async Task The_lists_of_the_build_decide_which_subjects_are_rows()
    {
        build.MetaData["feature-list"] = "TP\n\n Chunked Prefill \nTP\n";

        var results = await ReadAsync(Questions(Qwen, TensorParallel));

        Texts(results, "v7x").ShouldBe(
        [
            "TP: ❓ Untested, ❓ Untested, ❓ Untested, ❓ Untested",
            "Chunked Prefill: ❓ Untested, ❓ Untested",
        ]);
    }

    [Fact]
    public async Task Nothing_is_asked_that_the_catalogue_knows_or_that_is_no_row()
    {
        build.MetaData["model-list"] = "Qwen/Qwen3-4B\n";
        build.MetaData["v6Qwen/Qwen3-4B:UnitTest"] = "✅ Passing";
        build.MetaData["v6Qwen/Qwen3-4B_category"] = "text-only";
        build.MetaData["v6TP:Single-Host CorrectnessTest"] = "✅ Passing";

        await ReadAsync(
            Questions(Qwen, TensorParallel) with
            {
                Steps = [Step("tpu6e_TP", "Single-Host CorrectnessTest") with { Subject = TensorParallel.Name }],
            }
        );

        // The keys, the list of models, one result.
        build.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task Only_the_generations_that_the_build_runs_have_matrices()
    {
        build.MetaData["run_v7_matrix"] = "true";

        (await ReadAsync(Questions(Qwen))).Generations.Select(generation => generation.Generation).ShouldBe(["v7x"]);
    }

    [Fact]
    public async Task A_default_feature_is_declared_unless_it_is_tested()
    {
        build.MetaData["v6TP:Single-Host CorrectnessTest"] = "❌ Failing";

        var results = await ReadAsync(Questions(TensorParallel) with
        {
            DefaultFeatures = [new(SubjectName.Parse("Prefix Caching")!, SubjectKind.Feature, new Category("feature support matrix")), TensorParallel],
        });

        Texts(results, "v6e").ShouldBe(
        [
            "Prefix Caching: ✅ Passing, ✅ Passing",
            "TP: ❌ Failing, ❓ Untested, ❓ Untested, ❓ Untested",
        ]);
        results.Generations.Select(generation => generation.AnyFailing).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Many_results_are_read_at_once_and_never_more_than_the_pace_allows()
    {
        foreach (var number in Enumerable.Range(0, 100))
        {
            build.MetaData[$"v6model {number}:UnitTest"] = "✅ Passing";
        }

        var waiting = new TaskCompletionSource();
        var answered = 0;
        build.Answering = async () =>
        {
            // The first ten calls of the bulk wait for each other, so they must all be under way at once.
            var call = Interlocked.Increment(ref answered);
            if (call is > 1 and <= 10) await waiting.Task;
            if (call == 11) waiting.SetResult();
        };
        var subjects = Enumerable
            .Range(0, 100)
            .Select(number => new ListedSubject(SubjectName.Parse($"model {number}")!, SubjectKind.Model, new Category("text-only")));

        var results = await ReadAsync(Questions([.. subjects]), new ReadingPace(AtOnce: 10, Tries: 1, TimeSpan.Zero));

        build.MostAtOnce.ShouldBe(10);
        results.Generations[0].Subjects.Count(subject => subject.Stage("UnitTest").Status == Status.Passing).ShouldBe(100);
    }

    [Fact]
    public async Task A_call_that_fails_is_made_again()
    {
        build.Failures = 2;
        build.MetaData["v6Qwen/Qwen3-4B:UnitTest"] = "✅ Passing";

        Texts(await ReadAsync(Questions(Qwen), new ReadingPace(AtOnce: 1, Tries: 3, TimeSpan.Zero)), "v6e")
            .ShouldBe(["Qwen/Qwen3-4B: ✅ Passing, ❓ Untested, ❓ Untested"]);
    }

    [Fact]
    public async Task A_build_that_cannot_be_reached_is_an_error_and_not_an_empty_matrix()
    {
        build.Failures = int.MaxValue;

        await Should.ThrowAsync<BuildException>(() => ReadAsync(Questions(Qwen), new ReadingPace(AtOnce: 4, Tries: 2, TimeSpan.Zero)));
        build.Calls.ShouldBe(2);
    }

    [Theory]
    [InlineData(Outcome.Passed, null, "✅ Passing")]
    [InlineData(Outcome.SoftFailed, null, "❌ Failing")]
    [InlineData(Outcome.SoftFailed, "skipped (only for tpu7x)", "❓ Untested")]
    [InlineData(null, null, "❓ Untested")]
    public async Task A_record_step_writes_the_result_and_the_category(Outcome? outcome, string? stated, string text)
    {
        if (outcome is { } ended) Ended("tpu6e_Qwen_Qwen3-4B_UnitTest", ended);
        if (stated is not null) build.MetaData["tpu6e_Qwen_Qwen3-4B_UnitTest"] = stated;

        await new ResultRecord(Fleet.BuiltIn.Generations[0], Qwen.Name, Stage.Unlisted("UnitTest"), new Category("text-only"))
            .RecordAsync(build, StepKey.Parse("tpu6e_Qwen_Qwen3-4B_UnitTest")!, TestContext.Current.CancellationToken);

        build.MetaData["v6Qwen/Qwen3-4B:UnitTest"].ShouldBe(text);
        build.MetaData["v6Qwen/Qwen3-4B_category"].ShouldBe("text-only");
    }

    [Fact]
    public void A_line_of_default_features_without_a_category_is_reported_where_it_stands()
    {
        var read = DefaultFeatures.Read(
            new SourceFile("features/default_features.txt", "A (b) (feature support matrix)\n\n# no feature\nPrefix Caching\n")
        );

        read.Value!.ShouldHaveSingleItem()
            .ShouldBe(new ListedSubject(SubjectName.Parse("A (b)")!, SubjectKind.Feature, new Category("feature support matrix")));
        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "features/default_features.txt:4:1: error M001: 'Prefix Caching' is not 'Name (category)'; write the feature's name, a "
                    + "blank, and its category in parentheses"
            );
    }

    private static ResultQuery Questions(params ImmutableArray<ListedSubject> subjects) =>
        new(MatrixDefinitions.BuiltIn, Fleet.BuiltIn.Generations) { Subjects = subjects };

    private static TestStep Step(string key, string stage) => new(StepKey.Parse(key)!, Fleet.BuiltIn.Generation("v6e")!, Qwen.Name, Stage.Unlisted(stage));

    private static IEnumerable<string> Texts(BuildResults results, string generation) =>
        from subject in results.Generations.Single(one => one.Generation == generation).Subjects
        let stages = MatrixDefinitions.BuiltIn.Of(subject.Kind, subject.Category)!.Stages
        select $"{subject.Name}: {string.Join(", ", stages.Select(stage => subject.Stage(stage).Status.Text))}";

    private void Ended(string key, Outcome outcome) => build.Outcomes[StepKey.Parse(key)!] = outcome;

    private Task<BuildResults> ReadAsync(ResultQuery questions) => ReadAsync(questions, ReadingPace.Usual);

    private async Task<BuildResults> ReadAsync(ResultQuery questions, ReadingPace pace) =>
        ResultAssembly.Assemble(
            new Publication("auto", SampleResults.Night),
            questions,
            await AgentAnswers.ReadAsync(
                new ThrottledBuildReader(build, pace, TimeProvider.System),
                questions,
                TestContext.Current.CancellationToken
            )
        );
}
