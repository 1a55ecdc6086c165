using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Results;
using CsCheck;
using Json.Schema;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Json;

public sealed class ResultsFileTests
{
    private static readonly Gen<string> Text = Gen.String[
        Gen.OneOf(Gen.Char["\"\\/<>&'\u2028 \n\té✅,:{}[]"], Gen.Char.AlphaNumeric),
        1,
        10
    ];

    private static readonly Gen<Measurement> Measurements = Gen.Select(
        Text.Where(NotBlank),
        Gen.Double[-1e9, 1e9],
        Gen.OneOf(Text, Gen.Int[0, MetricUnit.All.Length - 1].Select(at => MetricUnit.All[at].Symbol)),
        Gen.Double[0, 100],
        Gen.Enum<Better>(),
        (name, value, unit, target, better) =>
            new Measurement(new Metric(name, MetricUnit.Of(unit), better), value) { Target = target, StandardError = target / 100 }
    );

    private static readonly Gen<StageResult> Stages = Gen.Select(
        Text.Where(NotBlank), Gen.Int[0, Status.All.Length], Text.Where(NotBlank), Measurements.Array[0, 2],
        (stage, status, text, measurements) => new StageResult(stage, status < Status.All.Length ? Status.All[status] : Status.Other(text))
        {
            Note = text,
            JobUrl = WebAddress.Parse("https://buildkite.com/o/p/builds/1#j"),
            Measurements = [.. measurements.DistinctBy(one => one.Metric.Name)],
        });

    private static readonly Gen<SubjectResults> Subjects = Gen.Select(
        Text.Where(text => SubjectName.Parse(text) is not null), Gen.Bool, Text.Where(NotBlank), Stages.Array[0, 3],
        (name, model, category, stages) =>
            new SubjectResults(
                SubjectName.Parse(name)!,
                model ? SubjectKind.Model : SubjectKind.Feature,
                new Category(category),
                [.. stages.DistinctBy(stage => stage.Stage)]
            )
            {
                Cases =
                [
                    .. stages
                        .Where(stage => !stage.Measurements.IsEmpty)
                        .Select(stage => new CaseResult(stage.Stage, stage.Measurements))
                        .DistinctBy(one => one.Case),
                ],
            }
    );

    [Fact]
    public void Any_results_read_back_the_same_and_keep_to_the_schema()
    {
        var schema = JsonSchema.FromText(ResultsSchema.Text);
        // One for all, so that texts of other files are there.
        var quick = new QuickResultsReader();

        Gen.Select(Subjects.Array[0, 4], Subjects.Array[0, 4], Text.Where(NotBlank))
            .Sample(
                (v6e, v7x, commit) =>
                {
                    var results = Build(
                        Generation("v6e", [.. v6e.DistinctBy(subject => (subject.Kind, subject.Name))]),
                        Generation("v7x", [.. v7x.DistinctBy(subject => (subject.Kind, subject.Name))])
                    );
                    results = results with
                    {
                        Publication = results.Publication with
                        {
                            Release = "v0.13.2rc1",
                            Commits = results.Publication.Commits.Add("vllm", commit),
                        },
                    };
                    var text = ResultsFile.Write(results);

                    var read = ResultsFileReader.Read(new SourceFile("results.json", text));

                    read.Diagnostics.ShouldBeEmpty();
                    ResultsFile.Write(read.Value!).ShouldBe(text);
                    ResultsFile.Write(quick.Read(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull()).ShouldBe(text);
                    read.Value!.Generations.SelectMany(generation => generation.Subjects)
                        .Select(subject => (subject.Name, subject.Kind, subject.Category))
                        .ShouldBe(
                            results
                                .Generations.SelectMany(generation => generation.Subjects)
                                .Select(subject => (subject.Name, subject.Kind, subject.Category))
                        );
                    read.Value.Generations.SelectMany(generation => generation.Subjects)
                        .SelectMany(subject => subject.Stages)
                        .Select(stage => stage with { Measurements = [] })
                        .ShouldBe(
                            results
                                .Generations.SelectMany(generation => generation.Subjects)
                                .SelectMany(subject => subject.Stages)
                                .Select(stage => stage with { Measurements = [] })
                        );
                    read.Value.Generations.SelectMany(generation => generation.Subjects)
                        .SelectMany(subject => subject.Cases)
                        .Select(one => $"{one.Case} {string.Join(' ', one.Measurements)}")
                        .ShouldBe(
                            results
                                .Generations.SelectMany(generation => generation.Subjects)
                                .SelectMany(subject => subject.Cases)
                                .Select(one => $"{one.Case} {string.Join(' ', one.Measurements)}")
                        );
                    using var json = JsonDocument.Parse(text);
                    schema.Evaluate(json.RootElement).IsValid.ShouldBeTrue();
                },
                iter: 200,
                threads: 1
            );
    }

    [Fact]
    public void Whatever_is_changed_in_a_file_the_quick_way_reads_what_the_careful_one_reads_or_leaves_it_to_that_one()
    {
        var quick = new QuickResultsReader();
        var (readQuickly, left) = (0, 0);
        string[] pieces =
        [
            "null", "\"\"", "\" \"", "7", "-1.5", "1e400", "{}", "[]", "[null]", "{\"a\":null}", "\"passing\"", "\"other\"", "\"model\"",
            "\"\\ud800\"", "\"http://x\"", "\"1.9\"", "\"2.0\"", "\"..\"", "true", ",", "}", "]", "/**/", "\"unknown\":[{}],",
            "\"name\":\"Qwen/Qwen3-4B\",", "\"better\":\"LOWER\",", "\"unit\":\"parsec\",",
        ];
        Gen.Select(Subjects.Array[1, 3], Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, pieces.Length - 1]).Array[1, 2])
            .Sample(
                (subjects, changes) =>
                {
                    var text = ResultsFile.Write(
                        Build(Generation("v6e", [.. subjects.DistinctBy(subject => (subject.Kind, subject.Name))]))
                    );
                    foreach (var (at, number) in changes)
                    {
                        var piece = pieces[number];
                        // A value takes the place of another, or something is put before a name.
                        var values = Regex.Matches(
                            text,
                            piece.EndsWith(',') ? "\"[a-z]+\":" : "(?<=:)(\"[^\"\\\\]*\"|[-0-9.E+]+)",
                            RegexOptions.None,
                            TimeSpan.FromSeconds(10)
                        );
                        var value = values[at % values.Count];
                        text = text[..value.Index] + piece + text[(value.Index + (piece.EndsWith(',') ? 0 : value.Length))..];
                    }

                    var careful = ResultsFileReader.Read(new SourceFile("results.json", text));

                    if (quick.Read(Encoding.UTF8.GetBytes(text)) is not { } read)
                    {
                        left++;
                        return;
                    }

                    readQuickly++;
                    careful.Diagnostics.ShouldBeEmpty(text);
                    ResultsFile.Write(read).ShouldBe(ResultsFile.Write(careful.Value!));
                },
                iter: 400,
                threads: 1
            );
        (readQuickly > 20 && left > 20).ShouldBeTrue($"{readQuickly} read quickly, {left} left");
    }

    [Fact]
    public void A_file_begins_with_what_it_is_about_and_is_read_in_brief_where_a_later_one_is_there()
    {
        var stage = new StageResult("Benchmark", Status.Passing)
        {
            JobUrl = WebAddress.Parse("https://buildkite.com/o/p/builds/1#j"),
            Setup = new TestSetup { Chips = 8, ServeCommand = "vllm serve Qwen/Qwen3-4B", Target = 11 },
        };
        var results = Build(
            Generation(
                "v6e",
                new SubjectResults(
                    SubjectName.Parse("Qwen/Qwen3-4B")!,
                    SubjectKind.Model,
                    new Category("text-only"),
                    [stage, stage with { Stage = "UnitTest", Status = Status.Failing, Note = "exit status 1" }]
                )
            )
        );
        var json = Encoding.UTF8.GetBytes(ResultsFile.Write(results));

        var stages = new QuickResultsReader().Read(json, brief: true)!.Generations[0].Subjects[0].Stages;

        (stages[0].Status, stages[0].JobUrl).ShouldBe((Status.Passing, null));
        (stages[0].Setup!.Chips, stages[0].Setup!.Target, stages[0].Setup!.ServeCommand).ShouldBe((8, 11.0, null));
        (stages[1].JobUrl, stages[1].Note).ShouldBe((stage.JobUrl, "exit status 1"));
        var commits = results.Publication.Commits.Add("vllm", "9d146be");
        results = results with { Publication = results.Publication with { Release = "v0.27.0", Commits = commits } };
        json = Encoding.UTF8.GetBytes(ResultsFile.Write(results));
        foreach (var length in Enumerable.Range(0, json.Length + 1))
        {
            // Whole or not at all, wherever the first bytes end.
            var publication = new QuickResultsReader().ReadPublication(json.AsSpan(0, length));
            if (publication is null) continue;
            publication.ShouldBe(results.Publication with { Commits = publication.Commits, Versions = publication.Versions });
            publication.Commits.ShouldBe(results.Publication.Commits);
        }
    }

    [Fact]
    public void All_problems_of_a_file_are_named_in_one_run_and_the_rest_is_used()
    {
        var read = ResultsFileReader.Read(
            new SourceFile(
                "night.json",
                """
                {
                  "format": "buildkite-ci-results/1",
                  "publication": { "implementation": "auto", "date": "2026-08-22T09:30:00Z", "release": "v1.2.3foo", "build": "javascript:alert(1)" },
                  "generations": [
                    { "generation": "v6e", "subjects": [
                      { "name": "Qwen/Qwen3-4B", "kind": "modle", "category": "text-only", "stages": [] },
                      { "name": "", "kind": "model", "category": "text-only", "stages": [] },
                      { "name": "TP", "kind": "feature", "category": "parallelism support matrix", "stages": [
                        { "stage": "CorrectnessTest", "status": "pasing" },
                        { "stage": "PerformanceTest", "status": "passing", "measurements": [ { "name": "request_throughput" } ] } ] },
                      { "name": "TP", "kind": "feature", "category": "parallelism support matrix", "stages": [] } ] }
                  ],
                  "added-later": true
                }
                """
            )
        );

        read.Diagnostics.Select(diagnostic => diagnostic.ToString())
            .ShouldBe([
                "night.json: error M005: 'publication.release': 'v1.2.3foo' is no version; tags look like v0.12.0, v0.13.2rc1 or "
                    + "0.13.2.dev20260822; leave it out for a night",
                "night.json: error M005: 'publication.build' is 'javascript:alert(1)'; write an address that starts with https:// or "
                    + "http://",
                "night.json: error M005: 'generations[0].subjects[0].kind' is 'modle'; did you mean 'model'?",
                "night.json: error M005: 'generations[0].subjects[1].name' is ''; a name that is empty cannot be a subject's",
                "night.json: error M005: 'generations[0].subjects[2].stages[0].status' is 'pasing'; did you mean 'passing'?",
                "night.json: error M005: 'generations[0].subjects[2].stages[1].measurements[0].value' is missing; add it, see "
                    + "results.schema.json",
                "night.json: error M006: 'generations[0].subjects[3]' speaks of (Feature, TP) a second time; remove one of the two; the "
                    + "first is used",
            ]);
        read.Value!.Generations.ShouldHaveSingleItem()
            .Subjects.ShouldHaveSingleItem()
            .Stage("PerformanceTest")
            .Status.ShouldBe(Status.Passing);
    }

    [Theory]
    [InlineData("a/../../../b", "v6e", "'publication.implementation' is 'a/../../../b'")]
    [InlineData("auto", "..", "'generations[0].generation' is '..'")]
    public void Names_that_would_lead_out_of_the_published_folders_are_refused(string implementation, string generation, string message)
    {
        var text = ResultsFile.Write(Build(Generation(generation)) with { Publication = new Publication(implementation, Night) });

        ResultsFileReader.Read(new SourceFile("results.json", text)).Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(
                $"results.json: error M005: {message}; write letters, digits, '_', '-' and '.', and no '.' at either end: it is a folder's "
                    + "name"
            );
        using var json = JsonDocument.Parse(text);
        JsonSchema.FromText(ResultsSchema.Text).Evaluate(json.RootElement).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "{\"format\":\n  7}",
        "results.json:2:4: error M003: this is no results file: the value at '$.format' is of another kind; give a file that PublishMatrix "
            + "wrote, or make one by results.schema.json"
    )]
    [InlineData(
        "[1,]",
        "results.json:1:2: error M003: this is no results file: the value at '$' is of another kind; give a file that PublishMatrix wrote, "
            + "or make one by results.schema.json"
    )]
    [InlineData(
        "{\"format\" 1",
        "results.json:1:11: error M003: this is no results file: '1' is invalid after a property name. Expected a ':'; give a file that "
            + "PublishMatrix wrote, or make one by results.schema.json"
    )]
    [InlineData("null", "results.json: error M004: 'format' is ''; give a file with the format 'buildkite-ci-results/1'")]
    public void A_file_that_is_something_else_is_refused(string text, string message)
    {
        var read = ResultsFileReader.Read(new SourceFile("results.json", text));

        read.Value.ShouldBeNull();
        read.Diagnostics.ShouldHaveSingleItem().ToString().ShouldBe(message);
    }

    [Fact]
    public void Measurements_pass_through_meta_data()
    {
        Measurement[] measured =
        [
            new Measurement(Metric.Of("request_throughput", MetricUnit.Of("req/s")), 11.42) { Target = 11 },
            new Measurement(Metric.Of("p99_ttft", MetricUnit.Of("ms")), 812.5),
            new Measurement(Metric.Of("broken", MetricUnit.Of("")), double.NaN),
        ];

        MeasurementText.Read(MeasurementText.Write(measured)).ShouldBe(measured[..2]);
        MeasurementText.Read("{ not ours").ShouldBeEmpty();
    }

    private static bool NotBlank(string text) => !string.IsNullOrWhiteSpace(text);
}
