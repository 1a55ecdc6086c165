using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using Build.Options;
using BuildkiteCi.Composing.Settings;

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
        var page = HelpPage.For(["--help"], CiSettings.BuiltIn);

        foreach (var task in TaskTable.All()) page.ShouldContain($"\n  {task.Name} ");
        string.Join(' ', page.Split())
            .ShouldContain(
                "Exit status: 0 done; 1 the work found failures, or errors in the input; 2 wrong usage; 130, 143 ended by Ctrl-C, TERM."
            );
    }

    [Theory]
    [InlineData("--target=AddModel")]
    [InlineData("--target", "AddModel")]
    [InlineData("-t", "AddModel")]
    public void A_targets_page_names_its_options(params string[] target)
    {
        var page = HelpPage.For([.. target, "--help"], CiSettings.BuiltIn);

        page.ShouldStartWith("AddModel: ");
        foreach (var option in TaskTable.Find("AddModel")!.Options) page.ShouldContain($"--{option.Name}");
    }

    [Theory]
    [InlineData(400, 100)]
    [InlineData(100, 100)]
    [InlineData(80, 80)]
    [InlineData(40, 40)]
    public void No_line_is_wider_than_the_terminal_unless_a_word_is(int terminal, int widest)
    {
        foreach (var task in TaskTable.All())
        {
            HelpPage.For(["--help", "--target", task.Name], CiSettings.BuiltIn, terminal).Split('\n')
                .ShouldAllBe(line =>
                    line.Length <= widest
                    || line.TrimStart().StartsWith("--", StringComparison.Ordinal)
                    || FirstWord(line).Length > widest - 8
                );
        }
    }

    private static string FirstWord(string line) => line.Trim().Split(' ')[0];

    [Theory]
    [InlineData("there is no target 'AddModle'; did you mean 'AddModel'?", "--help", "--target=AddModle")]
    [InlineData("there is no target 'Nope'; ./build.sh --help lists them", "--target", "Nope")]
    [InlineData(null, "--target=addmodel")]
    [InlineData(null, "--version", "--target=Nope")]
    [InlineData(null, "--verbosity=quiet")]
    public void A_target_that_does_not_exist_is_an_error_with_what_was_probably_meant(string? error, params string[] args) =>
        TargetName.WhatIsWrong(args).ShouldBe(error);

    [Fact]
    public void Every_target_and_every_option_says_what_it_does()
    {
        foreach (var task in TaskTable.All())
        {
            task.Description.ShouldNotBeEmpty(task.Name);
            task.Options.ShouldAllBe(option => option.Meaning.Length > 0, task.Name);
        }
    }

    [Fact]
    public void Generations_queues_and_categories_are_called_as_in_the_repository()
    {
        var settings = CiSettings.BuiltIn with
        {
            Fleet = new Fleet(
                [new Generation("v8", "tpu8", "v8", "eight", "eighty", 1, 8), new Generation("osprey", "asic9", "o", "x", "y", 1, 8)],
                []
            ),
            Folders =
            [
                new CatalogueFolder("nets", SubjectKind.Model, [new Category("prose")], []),
                new CatalogueFolder("parts", SubjectKind.Feature, [new Category("part matrix")], []),
            ],
        };

        string Page(string target) => HelpPage.For(["--help", "--target", target], settings);

        Page("RunTpuTests").ShouldContain("--tpu v8|osprey");
        Page("GeneratePipeline").ShouldContain("--generations v8,osprey");
        Page("AddModel").ShouldContain("prose; default: the first");
        Page("AddFeature").ShouldContain("'part matrix'");
        HelpPage.For(["--help"], settings).ShouldContain("--queue eight");
        foreach (var task in TaskTable.All()) Page(task.Name).ShouldNotContain("v6e");
    }
}
