using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;

namespace BuildkiteCi.Composing.Tests.Scaffolding;

public sealed class SubjectAdditionTests
{
    [Fact]
    public void A_new_subject_is_written_and_its_todos_are_named()
    {
        var files = new MemoryFileTree();

        var added = Add(files, "Qwen/Qwen3-4B").Value!;

        files.Read(".buildkite/models/Qwen_Qwen3-4B.yml").ShouldBe(added.File.Text);
        added.Todos.Select(todo => $"{todo.Location.Line}").ShouldBe(["11", "27", "44"]);
        added.Changes.ShouldBeNull();
    }

    [Theory]
    [InlineData("org/m-1.5", "'org/m-1.5' is in the catalogue already; edit that file")]
    [InlineData("org/m-1 5", "'org/m-1 5' and 'org/m-1.5' are both 'org_m-1_5' in file names and step keys; rename one of them")]
    [InlineData("Org/M-1.5", "'Org/M-1.5' and 'org/m-1.5' are both 'Org_M-1_5' in file names and step keys; rename one of them")]
    public void A_subject_that_is_there_or_a_name_of_the_same_form_is_refused_with_both_names_and_nothing_is_written(
        string name,
        string message
    )
    {
        var files = Catalogue();
        var before = files.List("").ToDictionary(path => path, files.Read);

        foreach (var replace in new[] { false, true })
            Add(files, name, replace)
                .Diagnostics.ShouldHaveSingleItem()
                .ToString()
                .ShouldStartWith($".buildkite/models/odd-name.yml: error {(name == "org/m-1.5" ? "C010" : "C011")}: {message}");

        files.List("").ToDictionary(path => path, files.Read).ShouldBe(before);
    }

    [Fact]
    public void A_file_that_nobody_can_read_is_not_written_over_unless_that_is_asked_for()
    {
        var files = new MemoryFileTree((".buildkite/models/Qwen_Qwen3-4B.yml", "steps: ["));

        Add(files, "Qwen/Qwen3-4B").Diagnostics.ShouldHaveSingleItem().ToString()
            .ShouldBe(
                ".buildkite/models/Qwen_Qwen3-4B.yml: error C010: 'Qwen/Qwen3-4B' is in the catalogue already; edit that file, or write it "
                    + "anew with --force"
            );
        Add(files, "Qwen/Qwen3-4B", replace: true).Value!.Changes!.Value.ShouldContain("- steps: [");
    }

    [Fact]
    public void A_file_that_holds_another_subject_is_never_written_over()
    {
        var files = new MemoryFileTree(
            (".buildkite/models/w8a8.yml", SampleBuild.Recorded("gmm-w8a8", "text-only", ("UnitTest", "pytest m")))
        );
        var before = files.Read(".buildkite/models/w8a8.yml");

        foreach (var replace in new[] { false, true })
            Add(files, "w8a8", replace).Diagnostics.ShouldHaveSingleItem().ToString()
                .ShouldBe(
                    ".buildkite/models/w8a8.yml: error C011: 'w8a8' belongs into this file, which holds 'gmm-w8a8'; choose another name, "
                        + "or rename that file first"
                );

        files.Read(".buildkite/models/w8a8.yml").ShouldBe(before);
    }

    [Fact]
    public void Written_anew_it_is_told_what_changed_line_by_line()
    {
        var files = new MemoryFileTree();
        Add(files, "Qwen/Qwen3-4B");

        var again = SubjectAddition
            .Add(Model("Qwen/Qwen3-4B") with { AccuracyTarget = 0.85m }, Read(files), Fleet.BuiltIn, files, replace: true)
            .Value!;

        again.Changes!.Value.ShouldBe(
        [
            "        TEST_MODEL: \"Qwen/Qwen3-4B\"", "        TENSOR_PARALLEL_SIZE: \"${TENSOR_PARALLEL_SIZE_SINGLE:-1}\"",
            "-       # TODO: the score to reach, as a fraction: 0.85",
            "-       MINIMUM_ACCURACY_THRESHOLD: \"0\"",
            "+       MINIMUM_ACCURACY_THRESHOLD: \"0.85\"",
            "        TEST_COMMAND: \"bash /workspace/tpu_inference/tests/e2e/benchmarking/test_accuracy.sh\"",
            "      command: ./build.sh --target=RunTpuTests",
        ]);
        Add(files, "Qwen/Qwen3-4B", replace: true).Value!.Changes!.Value.IsEmpty.ShouldBeFalse();
        Add(files, "Qwen/Qwen3-4B", replace: true).Value!.Changes!.Value.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_draft_becomes_a_subject_once_nothing_needed_is_missing()
    {
        var draft = new SubjectDraft(SubjectKind.Feature)
        {
            Name = SubjectName.Parse("gmm-w8a8"),
            Category = new Category("kernel support matrix microbenchmarks"),
            Machine = SubjectMachine.Of("cpu", Fleet.BuiltIn),
        };

        draft.Subject(CatalogueFolders.BuiltIn).ShouldBeNull();
        var subject = (draft with { Group = "gmm", Commands = draft.Commands.Add("performance", "bench") }).Subject(
            CatalogueFolders.BuiltIn
        )!;
        (subject.Path, subject.Commands["PerformanceTest"]).ShouldBe((".buildkite/kernel_microbenchmarks/gmm/gmm-w8a8.yml", "bench"));
        (draft with { Category = new Category("no such matrix") }).Folder(CatalogueFolders.BuiltIn).ShouldBeNull();
    }

    private static MemoryFileTree Catalogue() =>
        new((".buildkite/models/odd-name.yml", SampleBuild.Recorded("org/m-1.5", "text-only", ("UnitTest", "pytest m"))));

    private static Diagnosed<AddedSubject> Add(MemoryFileTree files, string name, bool replace = false) =>
        SubjectAddition.Add(Model(name), Read(files), Fleet.BuiltIn, files, replace);

    private static SubjectCatalogue Read(IFileTree files) => SubjectCatalogue.Read(files, CatalogueFolders.BuiltIn, Fleet.BuiltIn).Value!;

    private static NewSubject Model(string name) =>
        new SubjectDraft(SubjectKind.Model)
        {
            Name = SubjectName.Parse(name),
            Machine = SubjectMachine.Of(HostScale.Small, Fleet.BuiltIn),
        }.Subject(CatalogueFolders.BuiltIn)!;
}
