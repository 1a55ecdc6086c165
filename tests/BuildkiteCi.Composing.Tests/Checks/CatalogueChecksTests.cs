using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Tests.Checks;

public sealed class CatalogueChecksTests
{
    private const string Introduction =
        "What `./build.sh --target=Validate` reports about the catalogue beside what it reports about every pipeline. The page is made of "
            + "the rules themselves; "
        + "a test keeps it current (`UPDATE_GOLDEN=1` writes it anew). A code never changes its meaning. An example that begins with a "
        + "path is that file.";

    [Fact]
    public void Every_rule_about_a_file_is_broken_by_its_bad_example_and_not_by_its_good_one()
    {
        foreach (var rule in Rules.Except([SubjectConflicts.AlreadyThere, SubjectConflicts.CollidingNames, UnreadFolder.Definition, UnreadCases.Definition]))
        {
            Check(rule.Bad).ShouldContain(diagnostic => diagnostic.Rule == rule, rule.Code);
            Check(rule.Good).ShouldNotContain(diagnostic => diagnostic.Rule == rule, rule.Code);
        }
    }

    [Fact]
    public void Codes_are_unique_and_in_order() =>
        Rules.Select(rule => rule.Code).ShouldBe(Rules.Select(rule => rule.Code).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_of_the_rules_is_current() =>
        Golden.Matches(
            RulesPage.Write(
                "Rules for the catalogue",
                Introduction,
                Rules,
                rule => Check(rule.Bad).FirstOrDefault(diagnostic => diagnostic.Rule == rule)
            ),
            "../../src/BuildkiteCi.Catalogue/RULES.md"
        );

    [Fact]
    public void A_file_is_told_everything_that_is_wrong_with_it_in_one_run() =>
        Check(
                """
                steps:
                  - label: Unit tests
                    key: unit
                    command: pytest
                  - label: "${TPU_VERSION:-tpu6e} Record"
                    key: "${TPU_VERSION:-tpu6e}_record_unit"
                    agents: { queue: cpu }
                    env: { CI_TPU_VERSION: tpu7x, CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTests, CI_CATEGORY: text }
                    command: .buildkite/scripts/record_step_result.sh unti
                """
            )
            .Select(diagnostic => diagnostic.ToString())
            .ShouldBe([
                ".buildkite/models/a.yml:2:5: error C025: step 'unit' names no queue; add agents: { queue: … }",
                ".buildkite/models/a.yml:2:12: warning C021: the label 'Unit tests' does not tell the generation; begin it with "
                    + "\"${TPU_VERSION:-tpu6e} \"",
                ".buildkite/models/a.yml:3:10: error C020: the key 'unit' is the same for every generation; write "
                    + "\"${TPU_VERSION:-tpu6e}_unit\"",
                ".buildkite/models/a.yml:5:5: note C018: there are no stages 'UnitTest' and 'Accuracy/Correctness'; add a step for it; its "
                    + "column shows Untested until then",
                ".buildkite/models/a.yml:8:28: error C027: CI_TPU_VERSION is 'tpu7x' on v6e; write \"${TPU_VERSION:-tpu6e}\"",
                ".buildkite/models/a.yml:8:71: error C015: the folder 'models' has no stage 'UnitTests'; did you mean 'UnitTest'?",
                ".buildkite/models/a.yml:8:95: error C014: the folder 'models' has no category 'text'; did you mean 'text-only'?",
                ".buildkite/models/a.yml:9:14: error C022: step 'tpu6e_record_unit' records 'unti', which the file does not hold; did you "
                    + "mean 'unit'?",
            ]);

    [Fact]
    public void Two_files_about_one_subject_and_two_names_of_one_form_are_told_in_both_files()
    {
        var files = new MemoryFileTree(
            (
                ".buildkite/features/a.yml",
                SampleBuild.Recorded("a/b", "feature support matrix", ("CorrectnessTest", "pytest a"), ("PerformanceTest", "pytest b"))
            ),
            (
                ".buildkite/features/b.yml",
                SampleBuild.Recorded("A.b", "feature support matrix", ("CorrectnessTest", "pytest a"), ("PerformanceTest", "pytest b"))
            ),
            (
                ".buildkite/rl/c.yml",
                SampleBuild.Recorded("a/b", "rl support matrix", ("CorrectnessTest", "pytest a"), ("PerformanceTest", "pytest b"))
            )
        );

        All(files).Where(found => found.Rule == SubjectConflicts.AlreadyThere || found.Rule == SubjectConflicts.CollidingNames)
            .Select(diagnostic => $"{diagnostic.Location.Path} {diagnostic.Rule.Code} {diagnostic.Message}").ShouldBe(
        [
            ".buildkite/features/a.yml C010 'a/b' has another file: .buildkite/rl/c.yml",
            ".buildkite/features/a.yml C011 'a/b' and 'A.b' (.buildkite/features/b.yml) are both 'a_b' in file names and step keys",
            ".buildkite/features/b.yml C011 'A.b' and 'a/b' (.buildkite/features/a.yml) are both 'a_b' in file names and step keys",
            ".buildkite/rl/c.yml C010 'a/b' has another file: .buildkite/features/a.yml",
            ".buildkite/rl/c.yml C011 'a/b' and 'A.b' (.buildkite/features/b.yml) are both 'a_b' in file names and step keys",
        ]);
    }

    [Theory]
    [InlineData("unverified", null)]
    [InlineData("skipped (only for v7x)", null)]
    [InlineData(
        "Experimental",
        "sets 'Experimental' as its result, and .buildkite/scripts/record_step_result.sh, which records it, has no such word: it is "
            + "recorded as Failing"
    )]
    [InlineData("unverifed", "sets 'unverifed' as its result, which is no status")]
    public void A_result_that_a_step_sets_itself_is_one_that_the_record_script_knows(string result, string? problem)
    {
        var files = new MemoryFileTree(
            (
                ".buildkite/models/a.yml",
                SampleBuild.Recorded(
                    "a/b",
                    "text-only",
                    ("UnitTest", $"buildkite-agent meta-data set \"${{TPU_VERSION:-tpu6e}}_a_b_UnitTest\" \"{result}\"")
                )
            ),
            (
                ".buildkite/scripts/record_step_result.sh",
                "case $OUTCOME in\n  \"passed\")\n    ;;\n  'unverified')\n    ;;\n  \"skipped (only for v7x)\")\n    ;;\nesac\n"
            )
        );

        All(files)
            .Where(diagnostic => diagnostic.Rule.Code == "C038")
            .Select(diagnostic => diagnostic.Message.Split("' ", 2)[1])
            .ShouldBe(problem is null ? [] : [problem]);
    }

    [Fact]
    public void What_ci_yml_limits_to_one_generation_is_not_checked_for_the_other()
    {
        const string Big =
            "steps:\n  - key: \"${TPU_VERSION:-tpu7x}_big_CorrectnessTest\"\n    label: \"${TPU_VERSION:-tpu7x} big\"\n    agents: { "
                + "queue: tpu_v7x_16_queue }\n    env:\n      CI_TPU_VERSION: \"${TPU_VERSION:-tpu7x}\"\n      CI_TARGET: big\n      "
                + "CI_STAGE: CorrectnessTest\n      CI_CATEGORY: feature support matrix\n    command: pytest\n";

        All(new MemoryFileTree((".buildkite/features/big.yml", Big))).Select(diagnostic => diagnostic.Rule.Code).ShouldContain("C033");
        All(new MemoryFileTree((".buildkite/features/big.yml", Big), (".buildkite/ci.yml", "composing: { only_on: { big: [v7x] } }\n")))
            .Select(diagnostic => diagnostic.Rule.Code)
            .ShouldNotContain("C033");
    }

    [Fact]
    public void A_catalogue_of_another_form_is_one_question()
    {
        var plain = Enumerable
            .Range(0, 40)
            .Select(number =>
                (
                    $".buildkite/features/f{number}.yml",
                    $"steps:\n  - label: f{number}\n    key: f{number}\n    agents: {{ queue: cpu }}\n    command: pytest "
                        + $"tests/f{number}.py\n"
                )
            )
            .ToArray();
        var named = Enumerable
            .Range(0, 40)
            .Select(number =>
                (
                    $".buildkite/models/m{number}.yml",
                    SampleBuild
                        .Recorded($"org/m{number}", "text-only", ("UnitTest", "pytest"), ("Accuracy/Correctness", "pytest"))
                        .Replace("${TPU_VERSION:-tpu6e}_", "", StringComparison.Ordinal)
                )
            )
            .ToArray();

        foreach (var files in new[] { plain, named })
        {
            var found = All(new MemoryFileTree([.. files, (".buildkite/scripts/record_step_result.sh", "")]));
            found.Count(diagnostic => diagnostic.Severity == Severity.Error).ShouldBe(0, string.Join('\n', found.Take(5)));
            found.Count(diagnostic => diagnostic.Severity == Severity.Warning).ShouldBe(1, string.Join('\n', found.Take(5)));
            found
                .First(diagnostic => diagnostic.Severity == Severity.Warning)
                .Message.ShouldStartWith("nearly all of the 40 files in '.buildkite/");
        }
    }

    [Fact]
    public void The_sample_catalogue_has_no_errors_and_its_todos_and_placeholders_are_warnings()
    {
        var found = All(SampleBuild.SampleCatalogue());

        found.Where(diagnostic => diagnostic.Severity == Severity.Error).ShouldBeEmpty();
        found.Count(diagnostic => diagnostic.Rule.Code == "P024").ShouldBe(2);
        found
            .Count(diagnostic => diagnostic.Rule == Placeholder.Definition)
            .ShouldBe(17, "two of 19 are the two TODOs, and one fact is one finding");
    }

    [Fact]
    public void The_repositorys_own_catalogue_has_no_errors() =>
        All(new DiskFileTree(Repository.Root)).Where(diagnostic => diagnostic.Severity == Severity.Error).ShouldBeEmpty();

    [Fact]
    public void A_change_is_not_held_up_by_what_somebody_else_left_but_by_what_it_collides_with()
    {
        var files = new MemoryFileTree(
            (".buildkite/features/a.yml", SampleBuild.Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a"))),
            (".buildkite/features/b.yml", SampleBuild.Recorded("a", "feature support matrix", ("CorrectnessTest", "pytest a"))),
            (".buildkite/features/c.yml", SampleBuild.Recorded("c", "no support matrix", ("CorrectnessTest", "pytest a"))));
        var found = All(files);

        Errors(new ChangedFiles(["src/x.py"], "").Judge(found)).ShouldBeEmpty();
        Errors(new ChangedFiles([".buildkite/features/b.yml"], "").Judge(found)).ShouldContain(".buildkite/features/b.yml C010");
        Errors(new ChangedFiles([".buildkite/features/c.yml"], "").Judge(found)).Distinct().ShouldBe([".buildkite/features/c.yml C014"]);
        Errors(ChangedFiles.Unknown("no history").Judge(found)).ShouldBe(Errors(found));
    }

    [Fact]
    public void Cases_and_listed_pipelines_are_checked_too() =>
        All(
                new MemoryFileTree(
                    (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/image.yml }, { file: .buildkite/gone.yml }]"),
                    (".buildkite/image.yml", "steps: [{ command: make, depends_on: nothing }]"),
                    (".buildkite/benchmark/cases/dev/a.json", "{ \"benchmark_case\": [] }")
                )
            )
            .Select(diagnostic => $"{diagnostic.Location.Path} {diagnostic.Rule.Code}")
            .Distinct()
            .ShouldBe(
                [
                    ".buildkite/benchmark/cases/dev/a.json B002",
                    ".buildkite/benchmark/cases/dev/a.json B005",
                    ".buildkite/ci.yml U001",
                    ".buildkite/image.yml P012",
                ],
                ignoreOrder: true
            );

    [Fact]
    public void An_attribute_in_steps_of_several_lists_belongs_to_the_program_that_reads_them()
    {
        var lists = new[] { "a", "b", "c" }
            .Select(name => ($".buildkite/suite-{name}.yml", $"- label: {name}\n  grade: blocking\n  command: make {name}\n"))
            .Append((".buildkite/pipeline.yml", "steps: [{ command: make, comand: make }]"));

        All(new MemoryFileTree([.. lists]))
            .Where(diagnostic => diagnostic.Rule.Code.StartsWith('P'))
            .Select(diagnostic => $"{diagnostic.Location.Path} {diagnostic.Severity} {diagnostic.Rule.Code}")
            .ShouldBe([
                ".buildkite/pipeline.yml Error P044",
                ".buildkite/suite-a.yml Note P072",
                ".buildkite/suite-b.yml Note P072",
                ".buildkite/suite-c.yml Note P072",
            ]);
    }

    [Theory]
    [InlineData("grades = step.pop('grade', None)", "Note P072")]
    [InlineData("upgrades = step.pop('upgrade', None)", "Error P044")]
    public void An_attribute_that_a_program_beside_the_pipelines_reads_belongs_to_it(string program, string expected) =>
        All(new MemoryFileTree(
                (".buildkite/tests.yml", "steps: [{ command: make, agents: { queue: cpu }, grade: blocking }]"),
                (".buildkite/scripts/pick.py", program + "\n")))
            .Select(diagnostic => $"{diagnostic.Severity} {diagnostic.Rule.Code}")
            .ShouldBe([expected]);

    [Fact]
    public void A_pipeline_that_comes_along_may_wait_for_the_step_that_Buildkite_holds()
    {
        var files = new MemoryFileTree(
            (".buildkite/ci.yml", "pipelines: [{ file: .buildkite/suite.yml }]"),
            (".buildkite/suite.yml", "steps: [{ key: suite, command: make, depends_on: upload, agents: { queue: cpu } }]"));
        var held = new SourceFile(
            ".buildkite/pipeline.yml",
            "steps: [{ key: upload, command: bash .buildkite/scripts/bootstrap.sh, agents: { queue: cpu } }]"
        );

        RepositoryChecks.Of(files, CiSettings.Read(files).Value!, [held], new Dictionary<string, string>()).ShouldBeEmpty();
        RepositoryChecks
            .Of(files, CiSettings.Read(files).Value!, [], new Dictionary<string, string>())
            .ShouldHaveSingleItem()
            .Rule.Code.ShouldBe("P012");
    }

    [Fact]
    public void Every_kind_of_build_is_composed_for_what_no_file_says_by_itself() =>
        All(
                new MemoryFileTree(
                    (
                        ".buildkite/ci.yml",
                        """
                        pipelines:
                          - { file: .buildkite/image.yml, builds: [pull-request, nightly] }
                          - { file: .buildkite/suite.yml, builds: [nightly, post-merge] }
                          - { file: .buildkite/after.yml, builds: [nightly, pull-request], place: below }
                          - { file: .buildkite/twice.yml, per: generation }
                        """
                    ),
                    (
                        ".buildkite/image.yml",
                        "steps: [{ key: build_docker, command: 'make V=\"$VLLM_COMMIT_HASH\" P=$JOB_PRIORITY K=$RUN_KERNEL_TESTS', agents: "
                            + "{ queue: cpu } }]"
                    ),
                    (".buildkite/suite.yml", "steps: [{ key: suite, command: make, depends_on: build_docker, agents: { queue: cpu } }]"),
                    (
                        ".buildkite/after.yml",
                        "steps: [{ key: after, command: make, depends_on: [v6e-group, check_results], agents: { queue: cpu } }]"
                    ),
                    (".buildkite/twice.yml", "steps: [{ key: twice, command: make, agents: { queue: cpu } }]"),
                    (
                        ".buildkite/features/a.yml",
                        SampleBuild.Recorded(
                            "a",
                            "feature support matrix",
                            ("CorrectnessTest", "pytest a"),
                            ("PerformanceTest", "pytest a")
                        )
                    )
                )
            )
            .Select(diagnostic => $"{diagnostic}")
            .ShouldBe([
                ".buildkite/after.yml:1:51: error P012: step 'after' waits for 'v6e-group', which no upload of this build holds (in "
                    + "pull-request builds); add that step or remove the line",
                ".buildkite/after.yml:1:62: error P012: step 'after' waits for 'check_results', which no upload of this build holds (in "
                    + "pull-request builds); add that step or remove the line",
                ".buildkite/suite.yml:1:50: error P012: step 'suite' waits for 'build_docker', which no upload of this build holds (in "
                    + "post-merge builds); add that step or remove the line",
                ".buildkite/twice.yml:1:16: error P014: key 'twice' occurs a second time in this build, first at .buildkite/twice.yml:1:16 "
                    + "(in nightly builds); give each step a key of its own",
            ]);

    [Fact]
    public void A_new_rule_of_the_catalogue_breaks_nothing_else_in_its_good_example()
    {
        // The examples of older rules leave out what they are not about.
        foreach (var rule in CatalogueRule.All.Select(one => one.Rule).Where(rule => string.CompareOrdinal(rule.Code, "C028") > 0))
            Check(rule.Good).Where(diagnostic => diagnostic.Severity < Severity.Note).ShouldBeEmpty(rule.Code);
    }

    [Fact]
    public void A_folder_of_subjects_that_no_build_reads_is_reported() =>
        All(new MemoryFileTree((".buildkite/model/a.yml", SampleBuild.Recorded("a", "text-only", ("UnitTest", "pytest a")))))
            .Where(found => found.Rule == UnreadFolder.Definition)
            .Select(found => $"{found}")
            .ShouldBe([
                ".buildkite/model/a.yml: warning C037: the folder 'model' holds subjects, and no build reads it; did you mean 'models'?",
            ]);

    [Fact]
    public void A_result_that_is_none_is_reported_for_another_step_of_the_file_too() =>
        All(new MemoryFileTree(
                (".buildkite/models/a.yml", """
                    steps:
                      - key: "${TPU_VERSION:-tpu6e}_a"
                        label: "${TPU_VERSION:-tpu6e} a"
                        agents: { queue: "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}" }
                        command: pytest
                        env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: acme/a, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
                      - key: "${TPU_VERSION:-tpu6e}_note"
                        label: "${TPU_VERSION:-tpu6e} note"
                        agents: { queue: cpu }
                        depends_on: "${TPU_VERSION:-tpu6e}_a"
                        command: buildkite-agent meta-data set "${TPU_VERSION:-tpu6e}_a" "unverifyed"
                    """)))
            .Where(found => found.Rule.Code == "C038")
            .ShouldHaveSingleItem().Fix.ShouldBe("did you mean 'unverified'?");

    [Theory]
    [InlineData("", "daily/a.json", null)]
    [InlineData("", "dayly/a.json", "did you mean 'daily'?")]
    [InlineData("", "weekly/a.json", null)]
    [InlineData("benchmark_cases: { types: [daily, weekly] }", "weekly/a.json", null)]
    [InlineData("benchmark_cases: { type_of: { post-merge: weekly } }", "weekly/more/a.json", null)]
    [InlineData("benchmark_cases: { types: [daily, weekly] }", "hourly/a.json",
        "add it to 'types' or 'type_of' of 'benchmark_cases' in ci.yml, or move the files")]
    [InlineData("", "sample/a.json", null)]
    [InlineData("", "a.json", "move the files to '.buildkite/benchmark/cases/daily'")]
    [InlineData("", "../case/a.json", "move the files to '.buildkite/benchmark/cases/daily'")]
    public void A_folder_of_benchmark_cases_that_no_build_reads_is_reported(string settings, string path, string? cure)
    {
        path = Path.GetRelativePath("/", Path.GetFullPath($"/.buildkite/benchmark/cases/{path}"));
        All(new MemoryFileTree((".buildkite/ci.yml", settings + "\n"), (path, "{ \"benchmark_cases\": [] }")))
            .Where(found => found.Rule == UnreadCases.Definition)
            .Select(found => found.ToString())
            .ShouldBe(cure is null ? [] :
            [
                $"{path}: warning C040: the folder '{Path.GetDirectoryName(path)}' holds benchmark cases, and no build reads it; {cure}",
            ]);
    }

    [Fact]
    public void Where_scripts_ask_for_folders_of_cases_the_others_are_not_read() =>
        All(new MemoryFileTree(
                (".buildkite/benchmark/cases/weekly/a.json", "{ \"benchmark_cases\": [] }"),
                (".buildkite/benchmark/cases/hourly/a.json", "{ \"benchmark_cases\": [] }"),
                (".buildkite/scripts/weekly.sh", "#!/bin/bash\nexport BM_CASE_TYPE=WEEKLY\n./build.sh --target=GeneratePipeline\n")))
            .Where(found => found.Rule == UnreadCases.Definition)
            .Select(found => found.Location.Path)
            .ShouldBe([".buildkite/benchmark/cases/hourly/a.json"]);

    [Fact]
    public void A_comment_accepts_a_problem_and_one_that_accepts_nothing_is_reported() =>
        All(new MemoryFileTree(
            (".buildkite/suite.yml", """
                steps:
                  # validate: ignore P044 our own plugin reads it
                  - { command: make, colour: red, agents: { queue: cpu } }
                  - { command: make, agents: { queue: cpu } } # validate: ignore P044 it was here once
                  - { command: make, colour: red, agents: { queue: cpu } } # validate: ignore P044
                """))).Select(found => $"{found}").ShouldBe(
        [
            ".buildkite/suite.yml:4:47: warning V001: the comment accepts P044, and there is no such problem in line 4; remove it",
            ".buildkite/suite.yml:5:60: warning V002: the comment accepts P044 and does not say why; write the reason behind the code",
        ]);

    private static ImmutableArray<Rule> Rules =>
        [
            .. new[] { typeof(SubjectCatalogue), typeof(CatalogueChecks) }
                .SelectMany(type => Rule.In(type.Assembly))
                .Where(rule => rule.Code[0] == 'C')
                .OrderBy(rule => rule.Code, StringComparer.Ordinal),
        ];

    private static IEnumerable<string> Errors(IEnumerable<Diagnostic> found) =>
        found
            .Where(diagnostic => diagnostic.Severity == Severity.Error)
            .Select(diagnostic => $"{diagnostic.Location.Path} {diagnostic.Rule.Code}");

    [Fact]
    public void Every_YAML_document_of_a_pipeline_file_is_checked_as_one_build_at_its_own_lines()
    {
        var files = new MemoryFileTree((".buildkite/pipeline.yml", """
            steps:
              - { key: one, command: make }
            ---
            steps:
              - { key: two, command: make, depends_on: one }
              - { key: three, command: make, depends_on: thre }
            """));

        RepositoryChecks
            .Of(files, new Dictionary<string, string>())
            .Select(found => found.ToString())
            .ShouldBe([
                ".buildkite/pipeline.yml:6:46: error P012: step 'three' waits for 'thre', which no upload of this build holds; did you "
                    + "mean 'three'?",
            ]);
    }

    private static ImmutableArray<Diagnostic> All(IFileTree files) =>
        RepositoryChecks.Of(files, CiSettings.Read(files).Value!, [], new Dictionary<string, string>());

    private static IReadOnlyList<Diagnostic> Check(string yaml)
    {
        var folder = CatalogueFolders.BuiltIn.First(one =>
            one.Name == (yaml.StartsWith("# rl/", StringComparison.Ordinal) ? "rl" : "models")
        );
        var file = SubjectCatalogue.Read(new SourceFile($".buildkite/{folder}/a.yml", yaml), folder, Fleet.BuiltIn);
        return [.. file.Diagnostics, .. file.Value is null ? [] : CatalogueChecks.Of([file.Value], Fleet.BuiltIn, Variables.None)];
    }
}
