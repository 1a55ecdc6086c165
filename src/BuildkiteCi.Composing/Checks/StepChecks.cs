using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks of every step of a file.</summary>
internal static class StepChecks
{
    public static IEnumerable<Diagnostic> Of(ExpandedFile file) =>
        from step in file.Steps.OfType<CommandStep>()
        where step.Queue is null
        select new Diagnostic(CatalogueRules.NoQueue, step.Location, $"step '{step.Name}' names no queue", "add agents: { queue: … }");
}
