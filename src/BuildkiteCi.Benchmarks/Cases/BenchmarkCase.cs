using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>What to measure: a server, a client, sometimes an accuracy phase behind it; or an evaluation that brings its own
/// engine.</summary>
/// <param name="Name">Identity in the history, unique over all files; may hold <c>/</c> and <c>.</c>.</param>
/// <param name="Location">Where the case is.</param>
/// <param name="Queues">One job for each; at least one.</param>
/// <param name="Environment">Of the whole job: the file's, with the case's laid over it.</param>
/// <param name="Client">What measures.</param>
public sealed record BenchmarkCase(
    string Name,
    SourceLocation Location,
    ImmutableArray<CaseQueue> Queues,
    CaseEnvironment Environment,
    CaseCommand Client
)
{
    /// <summary>What is measured; null where the client is <c>lm_eval</c>.</summary>
    public CaseCommand? Server { get; init; }

    /// <summary>A second client, run behind the first for its score; null: none.</summary>
    public CaseCommand? Accuracy { get; init; }

    /// <summary>What the environment's known keys say.</summary>
    public CaseSettings Settings { get; init; } = new();

    /// <summary>Whether a score comes out of it.</summary>
    public bool MeasuresAccuracy => Accuracy is not null || Client.Kind == CommandKind.LmEval;

    /// <summary>The model as people call it: of the server's <c>model</c>, even where <c>model-path</c> names what is loaded.</summary>
    public string Model => (Server ?? Client).Text("model") ?? Client.Text("model") ?? "";
}

/// <summary>A queue that a case names.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Machine">The machines behind it, as the case sees them.</param>
public sealed record CaseQueue(string Name, SourceLocation Location, CaseMachine Machine);
