using System.Globalization;

namespace Cake.Frosting.Tests.Services;

public sealed class WorkingDirectoryTests
{
    [TaskName("Default")]
    private sealed class TellFolder : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note(context.Environment.WorkingDirectory.GetDirectoryName());
    }

    private static BuildUnderTest BuildWithFolders(params string[] folders)
    {
        var build = BuildUnderTest.Of<TellFolder>();
        foreach (var folder in folders) Directory.CreateDirectory(Path.Combine(build.Folder, folder));
        return build;
    }

    [Fact]
    public void A_build_works_where_it_was_started()
    {
        var build = BuildWithFolders();
        var started = Path.GetFileName(build.Folder);

        build.Run().Journal.ShouldBe([started]);
    }

    [Fact]
    public void A_build_can_choose_where_it_works() =>
        BuildWithFolders("chosen").With(host => host.UseWorkingDirectory("chosen")).Run().Journal.ShouldBe(["chosen"]);

    [Theory]
    [InlineData("--working=typed")]
    [InlineData("-w", "typed")]
    public void The_command_line_wins_over_what_the_build_chose(params string[] arguments) =>
        BuildWithFolders("chosen", "typed").With(host => host.UseWorkingDirectory("chosen")).Run(arguments).Journal.ShouldBe(["typed"]);

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var build = BuildWithFolders();
        var missing = string.Create(CultureInfo.InvariantCulture, $"{build.Folder}/nowhere");
        var ran = build.Run("--working=nowhere");

        ran.ExitStatus.ShouldBe(2);
        ran.Error.ShouldBe($"Error: The working directory '{missing}' does not exist; choose another with --working=<PATH>\n");
        ran.Journal.ShouldBeEmpty();
    }
}
