using System.Collections.Immutable;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Adopting.Comparing;

/// <summary>Puts uploads onto a build's page as Buildkite does: each right behind the step that uploaded it.</summary>
/// <param name="environment">The build's variables, by which conditions are judged.</param>
internal sealed class BuildPageImage(ImmutableDictionary<string, string> environment)
{
    // What a step has of itself beside its environment, and is compared as it is sent.
    private static readonly ImmutableArray<string> Compared =
    [
        "agents",
        "soft_fail",
        "retry",
        "timeout_in_minutes",
        "artifact_paths",
        "plugins",
        "parallelism",
        "matrix",
        "concurrency",
        "concurrency_group",
        "allow_dependency_failure", "skip", "trigger", "build", "async", "branches",
    ];

    private readonly List<(Step Step, GroupStep? Group, PipelineDocument Document)> page = [];
    private readonly List<string> notifications = [];

    public void Insert(PipelineDocument document, string? uploadedBy)
    {
        var at = uploadedBy is null ? 0 : page.FindIndex(entry => entry.Step.Name == uploadedBy) + 1;
        page.InsertRange(
            at,
            document.Steps.SelectMany(step =>
                step is GroupStep group ? group.Steps.Select(inner => (inner, (GroupStep?)group, document)) : [(step, null, document)]
            )
        );
        if (document.Others["notify"] is YamlSequence told) notifications.AddRange(told.Items.Select(Text));
    }

    public ImmutableArray<string> Notifications() => [.. notifications.Order(StringComparer.Ordinal)];

    public ImmutableArray<StepImage> Steps()
    {
        var images = ImmutableArray.CreateBuilder<StepImage>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var waits = 0;
        foreach (var (step, group, document) in page)
        {
            if (step is WaitStep or BlockStep) waits++;
            if (
                step is not (CommandStep or TriggerStep)
                || !BuildObserver.RunsIn(step, environment)
                || (group is not null && !BuildObserver.RunsIn(group, environment))
            )
                continue;
            var count = names[step.Name] = names.GetValueOrDefault(step.Name) + 1;
            images.Add(new StepImage(count == 1 ? step.Name : $"{step.Name} ({count})", Attributes(step, group, document, waits)));
        }

        return images.ToImmutable();
    }

    private static ImmutableSortedDictionary<string, string> Attributes(Step step, GroupStep? group, PipelineDocument document, int waits)
    {
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        attributes["label"] = step.Label?.Canonical ?? "";
        if (group?.Label is { } label) attributes["group"] = label.Canonical;
        if ((step.Body["priority"] ?? document.Others["priority"]) is { } priority) attributes["priority"] = Text(priority);
        foreach (var name in Compared)
        {
            if ((step.Body[name] ?? document.Others[name]) is { } value) attributes[name] = Text(value);
        }

        var needs = step
            .DependsOn.Concat(group?.DependsOn ?? [])
            .Select(needed => needed.AllowFailure ? $"{needed.Key} (may fail)" : needed.Key)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (needs.Length > 0) attributes["depends_on"] = string.Join(", ", needs);
        else if (waits > 0 && !step.NamesDependencies) attributes["waits"] = $"{waits}";
        var secrets = new[] { document.Secrets, step.Body["secrets"] }
            .OfType<YamlSequence>()
            .SelectMany(list => list.Items)
            .Select(Text)
            .Order(StringComparer.Ordinal)
            .ToArray();
        if (secrets.Length > 0) attributes["secrets"] = string.Join(", ", secrets);
        if (step is not CommandStep command) return attributes.ToImmutable();
        attributes["command"] = command.Command.TrimEnd();
        foreach (var (name, value) in document.Variables.Concat(command.Env)) attributes[$"env.{name}"] = value;
        return attributes.ToImmutable();
    }

    private static string Text(YamlNode node) =>
        node is YamlScalar scalar
            ? scalar.Canonical
            : JsonWriter.Write(node).Trim().ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal);
}
