using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.LocalBuilds.Tests.Running;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Tests;

/// <summary>
/// Whole nightly builds on this machine: composed, uploaded, run with real processes in which every test is a script with a known outcome,
/// and read back as matrices.
/// </summary>
public sealed class NightlyTests : IDisposable
{
    // States or fails as the file of its step's key has; a step without one states that there is no result.
    private const string OutcomeScript =
        """
        outcome=$(cat "outcomes/$BUILDKITE_STEP_KEY" 2>/dev/null || echo 'state unverified')
        case $outcome in
          exit*) exit "${outcome#exit }" ;;
          state*) buildkite-agent meta-data set "$BUILDKITE_STEP_KEY" "${outcome#state }" ;;
        esac
        """;

    private readonly RunBench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_night_of_both_forms_of_files_gives_the_same_matrices_recorded_and_collected(bool collects)
    {
        var model = SubjectTemplate.Write(
            new NewSubject(
                SubjectName.Parse("Qwen/Qwen3-4B")!,
                CatalogueFolders.BuiltIn[0],
                new Category("text-only"),
                CatalogueFolders.BuiltIn[0].Stages,
                SubjectMachine.Of(HostScale.Small, Fleet.BuiltIn)
            ),
            Fleet.BuiltIn
        );
        var files = new MemoryFileTree(
        [
            (model.Path, model.Text),
            (
                ".buildkite/rl/moe.yml",
                SampleBuild.Recorded("MoE IDs", "rl support matrix", ("CorrectnessTest", "pytest"), ("PerformanceTest", "pytest"))
            ),
        ]);

        var csv = await RunAsync(files, collects, new Dictionary<string, string>
        {
            ["v6Qwen/Qwen3-4B:UnitTest"] = "exit 0",
            ["v6Qwen/Qwen3-4B:Accuracy/Correctness"] = "exit 1",
            ["v6Qwen/Qwen3-4B:Benchmark"] = "exit 0",
            ["v7Qwen/Qwen3-4B:UnitTest"] = "state skipped (only for tpu6e)",
            ["v7Qwen/Qwen3-4B:Accuracy/Correctness"] = "exit 0",
            ["v7Qwen/Qwen3-4B:Benchmark"] = "state not enough HBM",
            ["v6MoE IDs:CorrectnessTest"] = "exit 3",
            ["v6MoE IDs:PerformanceTest"] = "exit 0",
            ["v7MoE IDs:CorrectnessTest"] = "exit 0",
            ["v7MoE IDs:PerformanceTest"] = "state planned",
        });

        csv["v6e/model_support_matrix.csv"]
            .ShouldBe("Model,Type,UnitTest,Accuracy/Correctness,Benchmark\n\"Qwen/Qwen3-4B\",Text,✅ Passing,❌ Failing,❓ Untested\n");
        csv["v7x/model_support_matrix.csv"]
            .ShouldBe("Model,Type,UnitTest,Accuracy/Correctness,Benchmark\n\"Qwen/Qwen3-4B\",Text,❓ Untested,✅ Passing,not enough HBM\n");
        csv["v6e/rl_support_matrix.csv"].ShouldBe("Feature,CorrectnessTest,PerformanceTest\n\"MoE IDs\",❌ Failing,❓ Untested\n");
        csv["v7x/rl_support_matrix.csv"].ShouldBe("Feature,CorrectnessTest,PerformanceTest\n\"MoE IDs\",✅ Passing,📝 Planned\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_night_of_the_sample_catalogue_gives_the_matrices_of_today(bool collects)
    {
        var vector = Oracle.Path("Support", "OlderCatalogue", "matrices", "1-auto");
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(vector, "build.json")));
        var outcomes = json.RootElement.GetProperty("meta_data").EnumerateObject()
            .Where(value => value.Name.Contains(':'))
            .ToDictionary(
                value => value.Name,
                value =>
                    value.Value.GetString() switch
                    {
                        "✅ Passing" => "exit 0",
                        "❌ Failing" => "exit 1",
                        "❓ Untested" => "state unverified",
                        var text => $"state {text}",
                    }
            );

        var csv = await RunAsync(SampleBuild.SampleCatalogue(), collects, outcomes);

        foreach (var generation in new[] { "v6e", "v7x" })
        {
            var expected = Directory
                .GetFiles(Path.Combine(vector, generation))
                .ToDictionary(path => $"{generation}/{Path.GetFileName(path)}", File.ReadAllLines);
            csv.Keys.Where(file => file.StartsWith(generation, StringComparison.Ordinal)).Order().ShouldBe(expected.Keys.Order());
            foreach (var (file, lines) in expected)
                csv[file].ShouldBe(string.Concat(lines.Select(line => AfterFailures(line, file) + "\n")), file);
        }
    }

    private async Task<Dictionary<string, string>> RunAsync(IFileTree catalogue, bool collects, Dictionary<string, string> outcomes)
    {
        var files = new MemoryFileTree([
            .. catalogue
                .List("")
                .Select(path =>
                    (
                        path,
                        path.EndsWith(".yml", StringComparison.Ordinal)
                            ? WithOutcomes(new SourceFile(path, catalogue.Read(path)!))
                            : catalogue.Read(path)!
                    )
                ),
        ]);
        var expanded = (from generation in Fleet.BuiltIn.Generations
                        from file in SubjectCatalogue.Read(files, CatalogueFolders.BuiltIn, Fleet.BuiltIn).Value!.Files
                        where ImplementationFolders.Contains(file.Folder.Name)
                        select file.For(generation, Variables.None).Value!).ToImmutableArray();
        foreach (var file in expanded)
            foreach (var stage in file.Stages)
                if (outcomes.TryGetValue($"{file.Generation.MetaDataPrefix}{stage.Subject}:{stage.Stage}", out var outcome))
                    bench.Root.Write($"outcomes/{stage.Key}", outcome);
        bench.Root.Write("outcome.sh", OutcomeScript);
        bench.Root.WriteScript(".buildkite/scripts/record_step_result.sh", $"exec {DummyProgram.Command("record-result")} \"$1\"");
        bench.Root.WriteScript("build.sh", "echo \"$@\" >> targets");

        var composition = SampleBuild.Compose(files, SampleBuild.Nightly with { Collects = collects });
        composition.HasErrors.ShouldBeFalse(string.Join('\n', composition.Diagnostics));
        await bench.BeginAsync();
        foreach (var (key, value) in composition.Value!.MetaData) await bench.Build.SetMetaDataAsync(key, value, RunBench.Stop);
        foreach (var upload in composition.Value.Uploads)
            await bench.Build.UploadAsync(new BuildkiteCi.Pipelines.Builds.Upload(upload.Name, upload.Document.ToYaml()), RunBench.Stop);
        var result = await bench.RunAsync();

        // Whatever failed, the matrices are made at the end, and the results are checked.
        result.Verdict.ShouldBe(RunVerdict.Failed);
        bench.Lines("targets").Order().Select(line => line.Split(' ')[0]).ShouldBe(["--target=CheckResults", "--target=PublishMatrix"]);
        return await MatricesAsync(bench.Build, expanded, files);
    }

    private static ImmutableArray<string> ImplementationFolders => ["parallelism", "models", "features", "rl", "kernel_microbenchmarks"];

    private static async Task<Dictionary<string, string>> MatricesAsync(
        LocalBuild build,
        ImmutableArray<ExpandedFile> expanded,
        MemoryFileTree files
    )
    {
        var questions = CatalogueQuestions.Of(expanded, MatrixDefinitions.BuiltIn, Fleet.BuiltIn);
        if (CatalogueQuestions.DefaultFeaturesOf(files, CatalogueFolders.BuiltIn) is { } file)
            questions = questions with { DefaultFeatures = [.. DefaultFeatures.Read(file).Value!] };
        var answers = await AgentAnswers.ReadAsync(
            new ThrottledBuildReader(build, ReadingPace.Usual, TimeProvider.System),
            questions,
            RunBench.Stop
        );
        var results = ResultAssembly.Assemble(new Publication("auto", DateTimeOffset.UnixEpoch), questions, answers);
        return results
            .Generations.SelectMany(generation =>
                Matrix
                    .All(MatrixDefinitions.BuiltIn, generation)
                    .Select(matrix => (File: $"{generation.Generation}/{matrix.Definition.File}", Text: CsvMatrix.Write(matrix)))
            )
            .ToDictionary(pair => pair.File, pair => pair.Text);
    }

    // Test steps run the outcome script; record steps stay as they are.
    private static string WithOutcomes(SourceFile file)
    {
        var root = (YamlMapping)YamlReader.Read(file).Value!;
        var steps = ((YamlSequence)root["steps"]!)
            .Items.Cast<YamlMapping>()
            .Select(step =>
                step.Scalar("key")!.Text.Contains("_record_", StringComparison.Ordinal)
                    ? step
                    : step.Without("commands").With("command", YamlScalar.Of("bash outcome.sh"))
            );
        return YamlWriter.Write(root.With("steps", YamlSequence.Of(steps)));
    }

    // The vectors' results were invented cell by cell. In a build, a stage behind one that fails does not run, and so is Untested.
    private static string AfterFailures(string line, string file)
    {
        var cells = line.Split(',');
        if (!line.StartsWith('"')) return line;
        var stages = file.EndsWith("kernel_support_matrix-microbenchmarks.csv", StringComparison.Ordinal) ? 2 : cells.Length;
        var failed = false;
        for (var cell = 1; cell < cells.Length; cell++)
        {
            if ((cell - 1) % stages == 0) failed = false;
            if (failed && cells[cell] != "❓ Untested") cells[cell] = "❓ Untested";
            failed |= cells[cell] == "❌ Failing";
        }

        return string.Join(',', cells);
    }
}
