using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Testing;

/// <summary>A stage of a subject, ready to run: what a job on an agent finds in its environment.</summary>
/// <param name="Key">The step's key; the step's own results stand under it.</param>
/// <param name="Target">The subject (<c>CI_TARGET</c>).</param>
/// <param name="Stage">The stage (<c>CI_STAGE</c>).</param>
/// <param name="Command">What bash runs (<c>TEST_COMMAND</c>); blank where its author has not filled it in yet.</param>
public sealed record StageJob(StepKey Key, SubjectName Target, Stage Stage, string Command)
{
    /// <summary>
    /// Whether <see cref="Command"/> is the whole command of a step that has no <c>TEST_COMMAND</c>: an agent runs it on the machine
    /// itself, and it starts its container, if any.
    /// </summary>
    public bool IsStepCommand { get; init; }

    /// <summary>The step's variables as the job has them, <c>TEST_COMMAND</c> among them; laid over the inherited environment.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The generation that the job runs on, by <c>CI_TPU_VERSION</c>, else <c>TPU_VERSION</c>; null where neither names one of the
    /// fleet.</summary>
    public Generation? GenerationOf(Fleet fleet)
    {
        var version = Environment.GetValueOrDefault("CI_TPU_VERSION") is { Length: > 0 } own
            ? own
            : Environment.GetValueOrDefault("TPU_VERSION");
        return fleet.Generations.FirstOrDefault(generation => generation.TpuVersion == version);
    }

    /// <summary>The variables as a command line takes them.</summary>
    internal ImmutableDictionary<string, string?> ProcessEnvironment =>
        Environment.ToImmutableDictionary(variable => variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);

    /// <summary>Whether there is anything to run.</summary>
    public bool IsFilledIn => Runs(Command);

    /// <summary>Whether a command has anything to run: a line that is neither blank nor a comment.</summary>
    public static bool Runs(string command)
    {
        foreach (var line in command.AsSpan().EnumerateLines())
        {
            if (line.Trim() is { IsEmpty: false } text && text[0] != '#') return true;
        }

        return false;
    }

    /// <summary><c>CorrectnessTest of MoE</c>.</summary>
    public override string ToString() => $"{Stage.Name} of {Target}";
}
