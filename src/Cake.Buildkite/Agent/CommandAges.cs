using System.Collections.Frozen;

namespace Cake.Buildkite;

/// <summary>The first release of the agent that has a command, for the advice after a usage error. Older commands are not listed.</summary>
internal static class CommandAges
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["annotation remove"] = "3.28.1",
        ["artifact search"] = "3.23.0",
        ["build cancel"] = "3.84.0",
        ["cache restore"] = "3.111.0",
        ["cache save"] = "3.111.0",
        ["env get"] = "3.45.0",
        ["env set"] = "3.45.0",
        ["env unset"] = "3.45.0",
        ["job promise-failure"] = "3.128.0",
        ["job update"] = "3.118.0",
        ["lock acquire"] = "3.46.1",
        ["lock do"] = "3.46.1",
        ["lock done"] = "3.46.1",
        ["lock get"] = "3.46.1",
        ["lock release"] = "3.46.1",
        ["meta-data keys"] = "3.13.1",
        ["meta-data set-batch"] = "3.129.0",
        ["oidc request-token"] = "3.41.0",
        ["redactor add"] = "3.66.0",
        ["secret get"] = "3.64.0",
        ["step cancel"] = "3.85.0",
        ["tool sign"] = "3.58.0",
        ["workdir set"] = "3.128.0",
    }.ToFrozenDictionary();

    public static string? Since(string command) => Known.GetValueOrDefault(command);
}
