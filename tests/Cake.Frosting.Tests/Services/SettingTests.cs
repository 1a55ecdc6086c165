using NSubstitute;

namespace Cake.Frosting.Tests.Services;

public sealed class SettingTests
{
    [TaskName("Default")]
    private sealed class TellSetting : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note(context.Configuration.GetValue("Shop_Colour") ?? "(none)");
    }

    private static BuildUnderTest Build() => BuildUnderTest.Of<TellSetting>();

    [Fact]
    public void A_setting_that_nobody_made_is_absent() => Build().Run().Journal.ShouldBe(["(none)"]);

    [Fact]
    public void A_build_can_make_a_setting() =>
        Build().With(host => host.UseCakeSetting("Shop_Colour", "red")).Run().Journal.ShouldBe(["red"]);

    [Fact]
    public void The_environment_wins_over_the_build()
    {
        var build = Build().With(host => host.UseCakeSetting("Shop_Colour", "red"));
        build.Environment.GetEnvironmentVariables().Returns(new Dictionary<string, string> { ["CAKE_SHOP_COLOUR"] = "green" });

        build.Run().Journal.ShouldBe(["green"]);
    }

    [Fact]
    public void The_configuration_file_of_the_folder_worked_in_wins_over_the_build()
    {
        var build = Build().With(host => host.UseCakeSetting("Shop_Colour", "red").UseWorkingDirectory("shop"));
        Directory.CreateDirectory(Path.Combine(build.Folder, "shop"));
        File.WriteAllText(Path.Combine(build.Folder, "shop", "cake.config"), "[Shop]\nColour=blue\n");

        build.Run().Journal.ShouldBe(["blue"]);
    }

    [Fact]
    public void The_command_line_wins_over_all() =>
        Build().With(host => host.UseCakeSetting("Shop_Colour", "red")).Run("--shop_colour=white").Journal.ShouldBe(["white"]);

    [Fact]
    public void A_build_can_do_without_the_report() =>
        Build().With(host => host.UseCakeSetting("Settings_NoReport", "true")).Run().Output.ShouldNotContain("Total:");

    [Fact]
    public void A_build_can_set_how_much_is_said() =>
        Build().With(host => host.UseCakeSetting("Settings_Verbosity", "Verbose")).Run().Output.ShouldContain("Executing task: Default");
}
