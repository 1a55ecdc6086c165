using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>A rule about the form of a step's key.</summary>
public abstract class StepKeyRule : DocumentRule
{
    private static readonly Lazy<ImmutableArray<StepKeyRule>> Found = new(() => [.. All.OfType<StepKeyRule>()]);

    /// <summary>Reports what is wrong with the form of a key.</summary>
    public static void Check(YamlScalar key, DiagnosticBag found)
    {
        if (Values.IsOpen(key)) return;
        foreach (var rule in Found.Value) rule.CheckForm(key, found);
    }

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var key in document.AllSteps.Select(step => step.Key).OfType<YamlScalar>().Where(key => !Values.IsOpen(key)))
            CheckForm(key, found);
    }

    internal abstract void CheckForm(YamlScalar key, DiagnosticBag found);

    // Null where all are allowed.
    internal static char? ForbiddenCharacter(string key) => key.Where(character => !StepKey.IsAllowed(character)).Cast<char?>().FirstOrDefault();
}
