using Build.Options;

namespace Build.Tests.Options;

public sealed class HelpPageTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_is_asked_for_with_the_usual_words(string word) => HelpPage.IsAskedFor(["--target=AddModel", word]).ShouldBeTrue();

    [Fact]
    public void The_page_names_every_target_with_what_it_does()
    {
        var page = HelpPage.For(["--help"]);

        foreach (var task in TaskTable.All()) page.ShouldContain($"\n  {task.Name} ");
        page.ShouldContain("Exit status: 0 done; 1 the work found failures, or errors in the input; 2 wrong usage; 130, 143 ended by Ctrl-C, TERM.");
    }

    [Theory]
    [InlineData("--target=AddModel")]
    [InlineData("--target", "AddModel")]
    [InlineData("-t", "AddModel")]
    public void A_targets_page_names_its_options(params string[] target)
    {
        var page = HelpPage.For([.. target, "--help"]);

        page.ShouldStartWith("AddModel: ");
        foreach (var option in TaskTable.Find("AddModel")!.Options) page.ShouldContain($"--{option.Name}");
    }

    [Fact]
    public void No_line_is_wider_than_a_hundred_characters()
    {
        foreach (var task in TaskTable.All())
            HelpPage.For(["--help", "--target", task.Name]).Split('\n').ShouldAllBe(line => line.Length <= 100 || line.StartsWith(task.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_target_and_every_option_says_what_it_does()
    {
        foreach (var task in TaskTable.All())
        {
            task.Description.ShouldNotBeEmpty(task.Name);
            task.Options.ShouldAllBe(option => option.Meaning.Length > 0, task.Name);
        }
    }
}
