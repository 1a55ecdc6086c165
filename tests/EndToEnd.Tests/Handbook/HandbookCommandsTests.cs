namespace EndToEnd.Tests.Handbook;

/// <summary>Every command of the handbook is run, or it is listed with the reason why it is not.</summary>
[Collection(CloneCollection.Name)]
public sealed class HandbookCommandsTests(Clone clone) : IAsyncLifetime
{
    private const string List = "tests/EndToEnd.Tests/Handbook/handbook.commands.txt";

    private static readonly HandbookCommand[] Listed = [.. HandbookCommand.List(File.ReadLines(Path.Combine(Repository.Root, List)))];

    public static TheoryData<string> Run { get; } =
    [.. Listed.Where(command => command.Script is not null).Select(command => command.Text)];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public void Every_command_of_a_page_is_listed_and_every_listed_one_is_on_a_page()
    {
        var pages = HandbookTests
            .Pages.SelectMany(page =>
                HandbookCommand.OfPage(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(command => (page, command))
            )
            .ToList();
        var listed = Listed.Select(command => command.Text).ToHashSet(StringComparer.Ordinal);

        pages.Where(one => !listed.Contains(one.command)).Select(one => $"{one.page}: {one.command}").Distinct(StringComparer.Ordinal)
            .ShouldBeEmpty($"add it to {List}: as it is, with what is run in its place below it, or with the reason why it is not run");
        listed
            .Except(pages.Select(one => one.command), StringComparer.Ordinal)
            .ShouldBeEmpty($"no page has it any more; remove it from {List}");
        Listed.Length.ShouldBe(listed.Count);
    }

    [Theory]
    [MemberData(nameof(Run))]
    public async Task It_does_what_its_page_promises(string text)
    {
        var command = Listed.Single(one => one.Text == text);

        var run = await clone.RunAsync("bash", "-c", $"set -e\n{command.Script}");

        run.ExitCode.ShouldBe(command.Status, $"{command.Script}\n{run.StandardOutput}{run.StandardError}");
    }
}
