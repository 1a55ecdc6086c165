using System.Diagnostics;

namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>
/// What bash itself thinks of scripts (<c>bash -n</c>). Its exit status is no measure: behind a malformed <c>[[ … ]]</c> it is 0. What it
/// prints is: an error is a line that is no warning.
/// </summary>
internal static class BashVerdicts
{
    private const string Loop = """
        cd "$1"
        for ((i = 0; i < $2; i++)); do
          bash -n "$i.sh" 2>"$i.err" >/dev/null
          said=""
          while IFS= read -r line || [ -n "$line" ]; do
            case $line in *warning:*) ;; *) said=$line; break ;; esac
          done <"$i.err"
          printf '%s\n' "$said"
        done
        """;

    /// <summary>For each script what bash has against it; empty where it takes it.</summary>
    public static string[] Of(IReadOnlyList<string> scripts)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < scripts.Count; i++) File.WriteAllText(Path.Combine(folder.Path, $"{i}.sh"), scripts[i]);
        var start = new ProcessStartInfo("bash", ["-c", Loop, "verdicts", folder.Path, $"{scripts.Count}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var bash = Process.Start(start)!;
        var lines = bash.StandardOutput.ReadToEnd().Split('\n');
        bash.WaitForExit();
        return lines[..scripts.Count];
    }
}
