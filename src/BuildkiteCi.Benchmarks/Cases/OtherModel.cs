using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B010: client and server name different models.</summary>
internal sealed class OtherModel : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B010",
            Severity.Error,
            "Client and server name different models",
            "\"model\": \"Qwen/Qwen3-4B\" and \"model\": \"Qwen/Qwen3-8B\"",
            "\"model\": \"Qwen/Qwen3-4B\" in both"
        )
        {
            Why = "The server loaded one model and the client asked for another. Every request failed, in the third hour of the job.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Server?.Text("model") is not { } served || one.Client.Kind == CommandKind.LmEval || one.Client.Text("model") == served)
            yield break;
        yield return new Diagnostic(
            Rule,
            one.Client["model"]?.Value.Location ?? one.Client.Location,
            one.Client.Text("model") is { } asked
                ? $"the client asks for '{asked}', the server has '{served}'"
                : $"the client names no model, the server has '{served}'",
            "name the same model in both");
    }
}
