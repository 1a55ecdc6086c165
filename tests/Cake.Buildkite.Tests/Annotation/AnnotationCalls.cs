namespace Cake.Buildkite.Tests;

/// <summary>What each call hands to the agent.</summary>
internal static class AnnotationCalls
{
    public static readonly IReadOnlyList<AgentCase> All =
    [
        new("annotate",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", null, token),
            ["annotate"], "**3** tests failed", ""),
        new("annotate --context",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Context = "unit tests" }, token),
            ["annotate", "--context=unit tests"], "**3** tests failed", ""),
        new("annotate --style",
            (agent, token) =>
                agent.Annotations.AnnotateAsync("**3** tests failed", new() { Style = BuildkiteAnnotationStyle.Warning }, token),
            ["annotate", "--style=warning"], "**3** tests failed", ""),
        new("annotate --append",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Append = true }, token),
            ["annotate", "--append"], "**3** tests failed", ""),
        new("annotate --append=false",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Append = false }, token),
            ["annotate", "--append=false"], "**3** tests failed", ""),
        new("annotate --priority",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Priority = 4 }, token),
            ["annotate", "--priority=4"], "**3** tests failed", ""),
        new("annotate --job",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Job = "a -b" }, token),
            ["annotate", "--job=a -b"], "**3** tests failed", ""),
        new("annotate --scope",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { Scope = BuildkiteAnnotationScope.Job }, token),
            ["annotate", "--scope=job"], "**3** tests failed", ""),
        new("annotate --redacted-vars",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { RedactedVars = ["*_TOKEN", "*_KEY"] }, token),
            ["annotate", "--redacted-vars=*_TOKEN", "--redacted-vars=*_KEY"], "**3** tests failed", ""),
        new("annotate --redacted-vars of nothing",
            (agent, token) => agent.Annotations.AnnotateAsync("**3** tests failed", new() { RedactedVars = [] }, token),
            ["annotate", "--redacted-vars="], "**3** tests failed", ""),
        new("annotation remove", (agent, token) => agent.Annotations.RemoveAsync(null, token), ["annotation", "remove"], "", ""),
        new("annotation remove --context",
            (agent, token) => agent.Annotations.RemoveAsync(new() { Context = "unit tests" }, token),
            ["annotation", "remove", "--context=unit tests"], "", ""),
        new("annotation remove --scope",
            (agent, token) => agent.Annotations.RemoveAsync(new() { Scope = BuildkiteAnnotationScope.Job }, token),
            ["annotation", "remove", "--scope=job"], "", ""),
        new("annotation remove --job",
            (agent, token) => agent.Annotations.RemoveAsync(new() { Job = "a -b" }, token),
            ["annotation", "remove", "--job=a -b"], "", ""),
        new("annotate an empty body to change the style",
            (agent, token) => agent.Annotations.AnnotateAsync("", new() { Style = BuildkiteAnnotationStyle.Error }, token),
            ["annotate", "--style=error"], "", ""),
    ];
}
