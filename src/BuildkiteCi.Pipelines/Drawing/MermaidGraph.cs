using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Drawing;

/// <summary>
/// A pipeline as a Mermaid flowchart: groups are subgraphs, arrows go from what is waited for to what waits, dotted ones where a failure is
/// allowed.
/// Source: Mermaid's documentation, flowcharts, entity codes.
/// </summary>
public sealed class MermaidGraph
{
    private readonly StringBuilder text = new("flowchart TD\n");
    private readonly Dictionary<string, string> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<Step, string> ids = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> arrows = [];

    private MermaidGraph()
    {
    }

    /// <summary>The chart, with LF at the end of each line.</summary>
    public static string Of(PipelineDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var graph = new MermaidGraph();
        foreach (var step in document.AllSteps) graph.Name(step);
        graph.Nodes(document.Steps, "  ");
        graph.Order(document.Steps);
        foreach (var arrow in graph.arrows.Distinct(StringComparer.Ordinal)) graph.text.Append(arrow);
        return graph.text.ToString();
    }

    private void Name(Step step)
    {
        ids[step] = $"s{ids.Count + 1}";
        if (step.Key is { } key) byKey.TryAdd(key.Canonical, ids[step]);
    }

    private void Nodes(ImmutableArray<Step> steps, string indent)
    {
        foreach (var step in steps)
        {
            if (step is not GroupStep group)
            {
                text.Append($"{indent}{ids[step]}{Shape(step)}\n");
                continue;
            }

            text.Append($"{indent}subgraph {ids[step]}[\"{Quoted(StepFacts.Title(step))}\"]\n");
            Nodes(group.Steps, indent + "  ");
            text.Append($"{indent}end\n");
        }
    }

    // Steps without depends_on wait for the wait or block above them, and that for all steps above it.
    private void Order(ImmutableArray<Step> steps)
    {
        string? gate = null;
        var above = new List<string>();
        foreach (var step in steps)
        {
            var isGate = step is WaitStep or BlockStep;
            foreach (var needed in step.DependsOn) Arrow(Id(needed.Key), ids[step], needed.AllowFailure);
            if (isGate && !step.NamesDependencies)
            {
                foreach (
                    var one in above.Count > 0 ? above
                    : gate is null ? []
                    : [gate]
                )
                    Arrow(one, ids[step], step is WaitStep { ContinuesOnFailure: true });
            }
            else if (!step.NamesDependencies && gate is not null)
            {
                Arrow(gate, ids[step], step.AllowsDependencyFailure);
            }

            if (step is GroupStep group) Order(group.Steps);
            if (isGate)
            {
                gate = ids[step];
                above.Clear();
            }
            else
            {
                above.Add(ids[step]);
            }
        }
    }

    // A key of another upload is a node of its own.
    private string Id(string key)
    {
        if (byKey.TryGetValue(key, out var id)) return id;
        id = byKey[key] = $"other{byKey.Count + 1}";
        text.Append($"  {id}>\"{Quoted(key)}\"]\n");
        return id;
    }

    private void Arrow(string from, string to, bool allowsFailure) => arrows.Add($"  {from} {(allowsFailure ? "-.->" : "-->")} {to}\n");

    private static string Shape(Step step)
    {
        var lines = StepFacts
            .Of(step)
            .Where(fact => !fact.StartsWith("key ", StringComparison.Ordinal))
            .Prepend(StepFacts.Title(step))
            .Select(Quoted);
        var label = $"\"{string.Join("<br>", lines)}\"";
        return step switch
        {
            WaitStep => $"{{{{{label}}}}}",
            BlockStep or InputStep => $"([{label}])",
            TriggerStep => $"[[{label}]]",
            _ => $"[{label}]",
        };
    }

    // Inside quotes only these mean something; '#' begins an entity.
    private static string Quoted(string label)
    {
        var quoted = new StringBuilder();
        foreach (var character in label.ReplaceLineEndings(" "))
        {
            if (character is '"' or '#' or '<' or '>' or '&' or '`' or ';' || char.IsControl(character))
                quoted.Append($"#{(int)character};");
            else quoted.Append(character);
        }

        return quoted.ToString();
    }
}
