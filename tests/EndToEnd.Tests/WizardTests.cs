namespace EndToEnd.Tests;

/// <summary>Adding a subject by answering questions, at a real terminal.</summary>
[Collection(CloneCollection.Name)]
public sealed class WizardTests(Clone clone) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task An_interrupted_wizard_writes_nothing()
    {
        // The terminal's shell gets the signal, too, and some die of it unless they trap it.
        await using var terminal = await Terminal.StartAsync(clone.Root, "trap : INT; ./build.sh --target=AddModel; echo exit=$?");

        await terminal.SeeAsync("Model name?");
        await terminal.PressAsync("C-c");

        (await terminal.SeeAsync("exit=130")).ShouldContain("Error: interrupted; nothing is written");
        (await clone.StatusAsync()).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feature_is_asked_for_shown_and_written()
    {
        await using var terminal = await Terminal.StartAsync(clone.Root, "./build.sh --target=AddFeature; echo exit=$?");

        await terminal.SeeAsync("Feature name?");
        await terminal.AnswerAsync("a feature: with $HOME, {{ }} and #");
        await terminal.SeeAsync("Category?");
        await terminal.PressAsync("Down", "Down", "Down", "Down", "Enter");
        await terminal.SeeAsync("Group?");
        await terminal.PressAsync("Enter");
        await terminal.SeeAsync("Machines?");
        await terminal.PressAsync("Enter");
        await terminal.SeeAsync("Command of the correctness tests?");
        await terminal.AnswerAsync("true");
        await terminal.SeeAsync("Command of the performance tests?");
        await terminal.PressAsync("Enter");
        (await terminal.SeeAsync("Write the file?")).ShouldContain(
            ".buildkite/kernel_microbenchmarks/gmm/a_feature-_with__HOME________and__.yml"
        );
        await terminal.AnswerAsync("y");
        await terminal.SeeAsync("exit=0");

        (await clone.StatusAsync()).Trim().ShouldBe("?? .buildkite/kernel_microbenchmarks/gmm/a_feature-_with__HOME________and__.yml");
    }
}
