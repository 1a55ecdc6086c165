using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Which agents may run a step: a mapping of tags to values, or a list of <c>tag=value</c>.</summary>
public static class AgentRules
{
    private const string QueueTag = "queue";

    /// <summary>The scalar that holds the queue's name, or null.</summary>
    public static YamlScalar? Queue(YamlNode? agents) => agents switch
    {
        YamlMapping mapping => mapping.Scalar(QueueTag),
        YamlSequence list => list.Items.OfType<YamlScalar>().Select(OfPair).FirstOrDefault(queue => queue is not null),
        YamlScalar { IsText: true } pair => OfPair(pair),
        _ => null,
    };

    private static YamlScalar? OfPair(YamlScalar pair) =>
        pair.Canonical.StartsWith(QueueTag + "=", StringComparison.Ordinal)
            ? YamlScalar.Of(pair.Canonical[(QueueTag.Length + 1)..], pair.Location)
            : null;
}
