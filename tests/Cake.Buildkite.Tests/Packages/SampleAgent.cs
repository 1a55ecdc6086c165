using System.Text.RegularExpressions;

namespace Cake.Buildkite.Tests;

/// <summary>An agent on a sample build's <c>PATH</c> that notes what it is asked.</summary>
internal sealed partial class SampleAgent : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SampleAgent()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("the scripted agent is a shell script");
        File.CreateSymbolicLink(folder.Combine("buildkite-agent"), Repository.TestFile("Agent/scripted-agent.sh"));
    }

    public string Folder => folder.Path;

    public Dictionary<string, string?> Variables(bool onBuildkite)
    {
        var variables = new Dictionary<string, string?>
        {
            ["PATH"] = $"{Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["SCRIPT"] = "record",
            ["STATE"] = Folder,
        };
        if (onBuildkite)
        {
            variables["BUILDKITE"] = "true";
            variables["BUILDKITE_BUILD_NUMBER"] = "7";
            variables["BUILDKITE_STEP_ID"] = "step-1";
        }

        return variables;
    }

    /// <summary>The first line of each call and its input, what differs from run to run made steady.</summary>
    public List<string> Calls() =>
        !File.Exists(folder.Combine("calls"))
            ? []
            :
            [
                .. File.ReadAllLines(folder.Combine("calls"))
                    .Where(line => line.Contains(" <<<", StringComparison.Ordinal))
                    .Select(line => Changing().Replace(line, "${steady}").TrimEnd())
                    .Select(line => Seconds().Replace(line, "0.0 s")),
            ];

    public void Dispose() => folder.Dispose();

    [GeneratedRegex("(?<steady>no-value)-[0-9a-f]{32}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Changing();

    [GeneratedRegex(@"\d+\.\d s", RegexOptions.None, 1000)]
    private static partial Regex Seconds();
}
