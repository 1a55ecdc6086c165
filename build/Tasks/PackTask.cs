using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Core;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Pack")]
[CleansUp]
[TaskDescription("Packs this program: as a .NET tool, and for each platform as a program that needs no SDK, with checksums")]
[Option("output", "FOLDER", "where the packages go; default: artifacts/package/release below the root")]
[Option("repository-url", "URL", "the repository's address in the packages; default: the clone's origin")]
[Option("platforms", "A,B", "linux-x64, linux-arm64, osx-arm64, win-x64; default: all")]
[Option(
    "native",
    "",
    "compile the program for this machine's platform to machine code alone: it starts in a fifth of the time; takes minutes, and clang or gcc"
)]
public sealed class PackTask : AsyncFrostingTask<BuildContext>
{
    private static readonly ImmutableArray<string> Platforms = ["linux-x64", "linux-arm64", "osx-arm64", "win-x64"];

    public override async Task RunAsync(BuildContext context)
    {
        var address = context.Options.Text("repository-url");
        var output = Path.GetFullPath(context.Options.Text("output") ?? Path.Combine(context.Files.Root, "artifacts/package/release"));
        var platforms = context.Options.Names("platforms");
        var native = context.Options.Switch("native");
        foreach (var other in platforms.Except(Platforms))
            context.Options.Wrong("platforms", $"there is no program for '{other}'; it can be {string.Join(", ", Platforms)}");
        if (!File.Exists(Path.Combine(context.Files.Root, "build/Build.csproj")))
            context.Options.Wrong("root", "has no build/Build.csproj: a packed program cannot pack itself");
        context.Options.Check();

        // Beside the build's own artifacts: this program runs from there.
        var pack = CommandLine.Of(
            "dotnet",
            "pack",
            "build/Build.csproj",
            "--configuration",
            "Release",
            "--nologo",
            "--verbosity",
            "quiet",
            "--output",
            output,
            "--artifacts-path",
            Path.Combine(context.Files.Root, "artifacts/pack"),
            "-p:RunAnalyzers=false"
        ) with
        {
            Folder = context.Files.Root,
        };
        if (address is not null) pack = With(pack, $"-p:RepositoryUrl={address}");
        await PackAsync(context, "the tasks and the libraries", With(pack, "-p:PackTasks=true"));
        await PackAsync(
            context,
            "the tool and the programs",
            With(
                pack,
                [
                    "-p:PackPrograms=true",
                    $"-p:NativeProgram={native}",
                    .. platforms.IsEmpty ? [] : ImmutableArray.Create($"-p:ProgramPlatforms=\"{string.Join(';', platforms)}\""),
                ]
            )
        );
        foreach (var file in Directory.GetFiles(output).Order(StringComparer.Ordinal))
            context.Say($"{new FileInfo(file).Length / 1024.0 / 1024.0,7:0.0} MB  {file}");
    }

    private static CommandLine With(CommandLine command, params string[] more) =>
        command with
        {
            Arguments = command.Arguments.AddRange(more),
        };

    private static async Task PackAsync(BuildContext context, string what, CommandLine command)
    {
        Console.Error.WriteLine($"packing {what} …");
        var exit = await context.Processes.RunAsync(command, line => context.Say(line.Text), context.Stopping);
        if (!exit.Succeeded) throw new CakeException(1, "packing failed; the reasons are above");
    }
}
