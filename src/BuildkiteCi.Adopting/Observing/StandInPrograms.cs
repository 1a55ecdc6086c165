using System.Collections.Immutable;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Observing;

/// <summary>The programs that an observed script finds in place of those that would reach other machines.</summary>
internal static class StandInPrograms
{
    private static readonly ImmutableArray<(string Script, ImmutableArray<string> Programs)> Table =
    [
        ("buildkite-agent", ["buildkite-agent"]),
        ("git", ["git"]),
        ("curl", ["curl"]),
        ("nothing", ["sleep", "bk"]),
        (
            "refused",
            [
                "docker",
                "podman",
                "gcloud",
                "gsutil",
                "kubectl",
                "sudo",
                "wget",
                "gh",
                "ssh",
                "scp",
                "rsync",
                "pip",
                "pip3",
                "npm",
                "apt",
                "apt-get",
            ]
        ),
    ];

    /// <summary>Writes them into a folder, by the programs' names.</summary>
    public static void Write(IFileTree scratch, string folder)
    {
        foreach (var (script, programs) in Table)
        {
            var text = Text(script);
            foreach (var program in programs) scratch.Write($"{folder}/{program}", text);
        }
    }

    private static string Text(string script)
    {
        using var stream =
            typeof(StandInPrograms).Assembly.GetManifestResourceStream($"stand-ins/{script}.sh")
            ?? throw new InvalidOperationException($"the stand-in '{script}' is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
