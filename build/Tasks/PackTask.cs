using Build.Options;
using BuildkiteCi.Core;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Pack")]
[TaskDescription("Packs this program: as a .NET tool, and for each platform as a program that needs no SDK, with checksums")]
[Option("output", "FOLDER", "where the packages go; default: artifacts/package/release below the root")]
[Option("platforms", "A,B", "linux-x64, linux-arm64, osx-arm64, win-x64; default: all")]
public sealed class PackTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var output = Path.GetFullPath(context.Options.Text("output") ?? Path.Combine(context.Files.Root, "artifacts/package/release"));
        var platforms = context.Options.Names("platforms");
        if (!File.Exists(Path.Combine(context.Files.Root, "build/Build.csproj"))) context.Options.Wrong("root", "has no build/Build.csproj: a packed program cannot pack itself");
        context.Options.Check();

        var command = CommandLine.Of("dotnet", "pack", "build/Build.csproj", "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--output", output, "-p:PackPrograms=true");
        if (!platforms.IsEmpty) command = command with { Arguments = command.Arguments.Add($"-p:ProgramPlatforms=\"{string.Join(';', platforms)}\"") };
        var exit = await context.Processes.RunAsync(command with { Folder = context.Files.Root }, line => context.Say(line.Text), context.Stopping);
        if (!exit.Succeeded) throw new CakeException(1, "packing failed; the reasons are above");
        foreach (var file in Directory.GetFiles(output).Order(StringComparer.Ordinal)) context.Say($"{new FileInfo(file).Length / 1024.0 / 1024.0,7:0.0} MB  {file}");
    }
}
