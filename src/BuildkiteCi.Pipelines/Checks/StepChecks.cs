using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of what a step needs.</summary>
internal static class StepChecks
{
    /// <summary>Checks a step.</summary>
    public static void Check(Step step, DiagnosticBag findings)
    {
        if (step.Source is not YamlMapping source) return;
        switch (step)
        {
            case CommandStep when !source.Has("command") && !source.Has("commands") && !source.Has("plugins"):
                findings.Add(AttributeTable.Missing, source, "a command step has neither 'command' nor 'plugins'", "add 'command:'");
                break;
            case TriggerStep { Pipeline: null }:
                findings.Add(AttributeTable.Missing, source, "a trigger step names no pipeline", "write its slug behind 'trigger:'");
                break;
            case GroupStep { Steps.IsEmpty: true }:
                findings.Add(AttributeTable.Missing, source, "a group has no steps", "list them below 'steps:'");
                break;
        }
    }
}
