using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A secret that a job is given as a variable (<c>secrets</c>).</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Key">The secret's key.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobSecret(string Variable, string Key)
{
    /// <summary>The secrets of a step: the pipeline's and its own, which win where both give one variable.</summary>
    internal static ImmutableArray<JobSecret> Of(YamlSequence? ofPipeline, YamlSequence? ofStep)
    {
        var own = Of(ofStep).ToList();
        return [.. Of(ofPipeline).Where(secret => !own.Exists(other => other.Variable == secret.Variable)), .. own];
    }

    private static IEnumerable<JobSecret> Of(YamlSequence? secrets) =>
        from secret in secrets?.Items.OfType<YamlMapping>() ?? []
        let key = secret.Scalar("key")?.Canonical
        where key is not null
        select new JobSecret(secret.Scalar("environment_variable")?.Canonical ?? key, key);
}
