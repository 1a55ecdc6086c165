namespace EndToEnd.Tests;

/// <summary>Adding a subject by answering questions, at a real terminal.</summary>
[Collection(CloneCollection.Name)]
public sealed class WizardTests(Clone clone) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task Whoever_interrupts_it_is_told_that_nothing_is_written()
    {
        // The terminal's shell gets the signal, too, and some die of it unless they trap it.
        await using var terminal = await Terminal.StartAsync(clone.Root, "trap : INT; ./build.sh --target=AddModel; echo exit=$?");

        await terminal.SeeAsync("What is the model's full Hugging Face name?");
        await terminal.PressAsync("C-c");

        (await terminal.SeeAsync("exit=130")).ShouldContain("Error: interrupted; nothing is written");
        (await clone.StatusAsync()).Trim().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feature_is_asked_for_shown_and_written()
    {
        await using var terminal = await Terminal.StartAsync(clone.Root, "./build.sh --target=AddFeature; echo exit=$?");

        await terminal.SeeAsync("What is the feature's name");
        await terminal.AnswerAsync("a feature: with $HOME, {{ }} and #");
        await terminal.SeeAsync("Which category is it in?");
        await terminal.PressAsync("Down", "Down", "Down", "Down", "Enter");
        await terminal.SeeAsync("Which group of kernel_microbenchmarks is it in?");
        await terminal.PressAsync("Enter");
        await terminal.SeeAsync("Which machines is it tested on?");
        await terminal.PressAsync("Enter");
        await terminal.SeeAsync("Which command runs the correctness tests?");
        await terminal.AnswerAsync("true");
        await terminal.SeeAsync("Which command runs the performance tests?");
        await terminal.PressAsync("Enter");
        (await terminal.SeeAsync("Write the file?")).ShouldContain(".buildkite/kernel_microbenchmarks/gmm/a_feature-_with__HOME________and__.yml");
        await terminal.AnswerAsync("y");
        await terminal.SeeAsync("exit=0");

        (await clone.StatusAsync()).Trim().ShouldBe("?? .buildkite/kernel_microbenchmarks/gmm/a_feature-_with__HOME________and__.yml");
    }
}
