using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Every check of pipelines that the agent takes, but that Buildkite refuses, or that do not do what their author meant.</summary>
public static class PipelineChecks
{
    /// <summary>Checks the pipelines of one build together: keys are unique over all, and a step may wait for one of another
    /// upload.</summary>
    /// <param name="documents">One for each upload, interpolated; each is asked for once, and none is held.</param>
    /// <param name="scope">What is known beside them.</param>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(IEnumerable<PipelineDocument> documents, CheckScope scope)
    {
        var findings = new DiagnosticBag();
        var build = new BuildOutline();
        foreach (var document in documents)
        {
            Check(document, scope, findings);
            build.Add(document);
        }

        foreach (var rule in DocumentRule.All) rule.Check(build, scope, findings);
        return findings.Sorted();
    }

    /// <summary>Attributes of steps that Buildkite does not know, and that are too many, and too unlike any it knows, to be slips: a
    /// program of the repository reads them before it uploads the steps.</summary>
    /// <param name="documents">The files that are generated from, as they are written.</param>
    /// <param name="files">The repository, whose programs beside the pipelines are looked at for the names.</param>
    public static FrozenSet<string> OwnAttributes(IEnumerable<PipelineDocument> documents, IFileTree files) =>
        StepAttributes.OwnAttributes(documents, new RepositoryWords(files).IsInProgram);

    internal static FrozenSet<string> OwnAttributes(PipelineDocument document, CheckScope scope) =>
        [.. StepAttributes.OwnAttributes([document], _ => false), .. scope.OwnAttributes];

    private static void Check(PipelineDocument document, CheckScope scope, DiagnosticBag findings)
    {
        PipelineAttributes.Check(document, findings);
        if (document.Env is not null) EnvChecks.Env(new(document.Env.Location, "env", document.Env), findings);
        var variables = ShellChecks.VariablesOf(document, scope);
        var own = OwnAttributes(document, scope);
        foreach (var step in document.AllSteps)
        {
            StepAttributes.Check(step, own, findings);
            CheckNeeds(step, findings);
            if (step is CommandStep command) ShellChecks.Check(command, variables, findings);
        }

        foreach (var rule in DocumentRule.All) rule.Check(document, scope, findings);
    }

    private static void CheckNeeds(Step step, DiagnosticBag findings)
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
