using Build.Asking;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using Spectre.Console.Testing;

namespace Build.Tests.Asking;

public sealed class SubjectWizardTests
{
    private readonly TestConsole console = new TestConsole().Interactive().Width(140).SupportsAnsi(true);

    [Fact]
    public async Task A_model_is_asked_for_from_its_name_to_its_targets_and_shown_before_it_is_written()
    {
        Type("Qwen/Qwen3-32B");
        Choose(0);
        Choose(1);
        Choose(1);
        Type("pytest tests/models/test_qwen3.py");
        Type("0.85");
        Type("11.5");
        Type("y");

        var draft = await CompleteAsync(new SubjectDraft(SubjectKind.Model));

        var subject = draft.ShouldNotBeNull().Subject(CiSettings.BuiltIn.Folders).ShouldNotBeNull();
        (subject.Name.Text, subject.Category.Name, subject.Machine.Queue, subject.Stages.Length).ShouldBe(
            ("Qwen/Qwen3-32B", "multimodal", "${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}", 3)
        );
        (subject.Commands["UnitTest"], subject.AccuracyTarget, subject.ThroughputTarget).ShouldBe(
            ("pytest tests/models/test_qwen3.py", 0.85m, 11.5m)
        );
        console.Output.ShouldContain(".buildkite/models/Qwen_Qwen3-32B.yml");
        console.Output.ShouldContain("queues: tpu_v6e_8_queue, tpu_v7x_8_queue");
        console.Output.ShouldContain("MINIMUM_THROUGHPUT_THRESHOLD: \"11.5\"");
    }

    [Fact]
    public async Task What_an_option_said_is_not_asked_again_and_what_is_not_known_yet_is_left_for_later()
    {
        Type("vendor/model");
        Choose(0);
        Type("");
        Type("");
        Type("y");

        var draft = await CompleteAsync(
            new SubjectDraft(SubjectKind.Model) { Type = ModelType.VllmNative, Machine = SubjectMachine.Of("cpu", Fleet.BuiltIn) }
        );

        var subject = draft.ShouldNotBeNull().Subject(CiSettings.BuiltIn.Folders).ShouldNotBeNull();
        (subject.Stages.Length, subject.AccuracyTarget, subject.Commands.Count).ShouldBe((2, null, 0));
        console.Output.ShouldNotContain("Machines?");
        console.Output.ShouldNotContain("throughput");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_is_refused_as_it_is_typed_and_asked_for_again()
    {
        Type("a//b");
        Retype("org/m-1.5");
        Retype("org/m-1 5");
        Retype("org/other");
        Choose(0);
        Choose(0);
        Choose(0);
        Type("pytest");
        Type("85");
        Retype("much");
        Retype("0.85");
        Type("-1");
        Retype("11");
        Type("y");

        var draft = await CompleteAsync(
            new SubjectDraft(SubjectKind.Model),
            (
                ".buildkite/models/m.yml",
                "steps: [{ key: m, command: pytest, env: { CI_TARGET: org/m-1.5, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }]"
            )
        );

        draft!.Name!.Text.ShouldBe("org/other");
        draft.AccuracyTarget.ShouldBe(0.85m);
        console.Output.ShouldContain("the name has an empty part beside a '/'");
        console.Output.ShouldContain("it is in the catalogue already: .buildkite/models/m.yml");
        console.Output.ShouldContain("'org/m-1.5' in .buildkite/models/m.yml has the same form in file names and step keys");
        console.Output.ShouldContain("give a number from 0 to 1: 0.85");
        console.Output.ShouldContain("give a number of at least 0: 11.5");
    }

    [Fact]
    public async Task The_groups_of_kernels_that_are_there_are_offered_and_another_one_can_be_named()
    {
        Choose(2);
        Type("new group");
        Retype("new_group");
        Type("");
        Type("");
        Type("y");

        var draft = await CompleteAsync(
            new SubjectDraft(SubjectKind.Feature)
            {
                Name = SubjectName.Parse("x-w8a8"),
                Category = new Category("kernel support matrix microbenchmarks"),
                Machine = SubjectMachine.Of("cpu", Fleet.BuiltIn),
            },
            (".buildkite/kernel_microbenchmarks/gmm/a.yml", "steps: []"), (".buildkite/kernel_microbenchmarks/mla/b.yml", "steps: []"));

        draft!.Group.ShouldBe("new_group");
        console.Output.ShouldContain("gmm");
        console.Output.ShouldContain("mla");
        console.Output.ShouldContain("use letters, digits, '_' and '-'");
    }

    [Fact]
    public async Task A_parallelism_is_asked_for_each_of_its_commands()
    {
        Type("a");
        Type("b");
        Type("c");
        Type("d");
        Type("y");

        var draft = await CompleteAsync(
            new SubjectDraft(SubjectKind.Feature)
            {
                Name = SubjectName.Parse("TP"),
                Category = new Category("parallelism support matrix"),
                Machine = SubjectMachine.Of("cpu", Fleet.BuiltIn),
            }
        );

        draft!
            .Subject(CiSettings.BuiltIn.Folders)!
            .Commands.OrderBy(command => command.Value)
            .Select(command => $"{command.Value} {command.Key}")
            .ShouldBe([
                "a Single-Host CorrectnessTest",
                "b Single-Host PerformanceTest",
                "c Multi-Host CorrectnessTest",
                "d Multi-Host PerformanceTest",
            ]);
    }

    [Fact]
    public async Task A_no_at_the_end_writes_nothing()
    {
        Type("");
        Type("");
        Type("n");

        (
            await CompleteAsync(
                new SubjectDraft(SubjectKind.Feature)
                {
                    Name = SubjectName.Parse("[red]x[/]"),
                    Category = new Category("rl support matrix"),
                    Machine = SubjectMachine.Of("cpu", Fleet.BuiltIn),
                }
            )
        ).ShouldBeNull();
        console.Output.ShouldContain("[red]x[/]");
    }

    private void Type(string text) => console.Input.PushTextWithEnter(text);

    // A refused answer stays on the line, to be corrected.
    private void Retype(string text)
    {
        console.Input.PushKey(new ConsoleKeyInfo('\x15', ConsoleKey.U, shift: false, alt: false, control: true));
        Type(text);
    }

    private void Choose(int down)
    {
        for (var i = 0; i < down; i++) console.Input.PushKey(ConsoleKey.DownArrow);
        console.Input.PushKey(ConsoleKey.Enter);
    }

    private Task<SubjectDraft?> CompleteAsync(SubjectDraft draft, params (string Path, string Text)[] files)
    {
        var settings = CiSettings.BuiltIn;
        var read = files.Select(file =>
            SubjectCatalogue
                .Read(
                    new SourceFile(file.Path, file.Text),
                    settings.Folders.First(folder => file.Path.Contains($"/{folder}/")),
                    settings.Fleet
                )
                .Value!
        );
        return new SubjectWizard(console, settings, new SubjectCatalogue([.. read])).CompleteAsync(
            draft,
            replaces: false,
            TestContext.Current.CancellationToken
        );
    }
}
