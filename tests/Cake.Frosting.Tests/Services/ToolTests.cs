using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Frosting.Tests.Services;

public sealed class ToolTests
{
    [TaskName("Default")]
    private sealed class Compile : NotingTask;

    private sealed class FindTool : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => context.Note($"found {context.Tools.Resolve("lint.exe").GetFilename()}");
    }

    private sealed class InstallLater : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            context.Note($"installed {context.ToolInstaller.Install(new PackageReference("shelf:?package=Lint")).Single().GetFilename()}");
    }

    // Installs nothing: it reports that lint.exe lies in the tools folder now.
    private sealed class ShelfInstaller(Journal journal, IFileSystem files) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "shelf";

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            journal.Lines.Add($"{type} {package.Package} into {path.GetDirectoryName()}");
            return [files.GetFile(path.CombineWithFilePath("lint.exe"))];
        }
    }

    private sealed class GreedyInstaller(Journal journal, IFileSystem files) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => true;

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            journal.Lines.Add($"taken: {package.Scheme}");
            return [files.GetFile(path.CombineWithFilePath("any.exe"))];
        }
    }

    private static BuildUnderTest BuildOf<T>() => BuildUnderTest.Of<T>().With(host => host.UsePackageInstaller<ShelfInstaller>());

    [Fact]
    public void A_tool_is_installed_before_the_first_task() =>
        BuildOf<Compile>()
            .With(host => host.InstallTool(new Uri("shelf:?package=Lint")))
            .Run()
            .Journal.ShouldBe(["Tool Lint into tools", nameof(Compile)]);

    [Fact]
    public void An_installed_tool_is_found_by_its_name()
    {
        // The tool locator looks whether the file is there.
        var build = BuildOf<FindTool>().With(host => host.InstallTool(new Uri("shelf:?package=Lint")));
        Directory.CreateDirectory(System.IO.Path.Combine(build.Folder, "tools"));
        File.WriteAllText(System.IO.Path.Combine(build.Folder, "tools", "lint.exe"), "");

        build.Run("--target=FindTool").Journal.ShouldBe(["Tool Lint into tools", "found lint.exe"]);
    }

    [Fact]
    public void Tools_are_installed_in_the_order_in_which_they_were_named() =>
        BuildOf<Compile>()
            .With(host =>
                host.InstallTool(new Uri("shelf:?package=B")).ConfigureServices(services => services.UseTool(new Uri("shelf:?package=A")))
            )
            .Run().Journal.ShouldBe(["Tool B into tools", "Tool A into tools", nameof(Compile)]);

    [Fact]
    public void The_folder_of_the_tools_can_be_chosen() =>
        BuildOf<Compile>()
            .With(host => host.SetToolPath("cellar").InstallTool(new Uri("shelf:?package=Lint")))
            .Run()
            .Journal[0]
            .ShouldBe("Tool Lint into cellar");

    [Theory]
    [InlineData("--tree")]
    [InlineData("--dryrun")]
    public void No_tool_is_installed_where_no_task_runs(string option) =>
        BuildOf<Compile>().With(host => host.InstallTool(new Uri("shelf:?package=Lint"))).Run(option).Journal.ShouldBeEmpty();

    [Fact]
    public void A_tool_that_no_installer_takes_ends_the_build()
    {
        var ran = BuildOf<Compile>().With(host => host.InstallTool(new Uri("attic:?package=Lint"))).Run();

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldBe("Error: Could not find an installer for the 'attic' scheme.\n");
        ran.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void The_installer_added_last_is_asked_first_even_before_that_for_NuGet_packages() =>
        BuildOf<Compile>().With(host => host.UsePackageInstaller<GreedyInstaller>().InstallTool(new Uri("nuget:?package=Lint"))).Run()
            .Journal.ShouldBe(["taken: nuget", nameof(Compile)]);

    [Fact]
    public void A_task_can_install_a_tool_itself() =>
        BuildOf<InstallLater>().Run("--target=InstallLater").Journal.ShouldBe(["Tool Lint into tools", "installed lint.exe"]);

    [Fact]
    public void The_build_can_bring_its_own_way_of_installing_tools()
    {
        var installer = Substitute.For<IToolInstaller>();
        BuildUnderTest
            .Of<Compile>()
            .With(host => host.InstallTool(new Uri("nuget:?package=Lint")).ConfigureServices(services => services.AddSingleton(installer)))
            .Run();

        installer.Received().Install(Arg.Is<PackageReference>(tool => tool.Package == "Lint"));
    }
}
