using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>Keys that are gone from a build, and the keys that stand for each: none, one or several.</summary>
public sealed class ReplacedKeys
{
    private readonly FrozenDictionary<string, ImmutableArray<string>> keys;

    /// <summary>These keys; a replacement may itself be replaced. Keys that stand for each other stand for nothing.</summary>
    public ReplacedKeys(IEnumerable<KeyValuePair<string, ImmutableArray<string>>> direct)
    {
        var one = direct.ToDictionary(StringComparer.Ordinal);
        keys = one.Keys.ToFrozenDictionary(key => key, key => Resolve(key, one), StringComparer.Ordinal);
    }

    /// <summary>Nothing is replaced.</summary>
    public static ReplacedKeys None { get; } = new([]);

    /// <summary>The replacement of a key: the key itself where it is not gone.</summary>
    public ImmutableArray<string> For(string key) => keys.TryGetValue(key, out var instead) ? instead : [key];

    /// <summary>The step, waiting for the replacements of keys that are gone; steps within a group too.</summary>
    public Step Apply(Step step)
    {
        if (keys.Count == 0) return step;
        var changed = step.DependsOn.Any(dependency => keys.ContainsKey(dependency.Key)) ? Rewired(step) : step;
        if (changed is not GroupStep group) return changed;
        ImmutableArray<Step> steps = [.. group.Steps.Select(Apply)];
        return steps.Zip(group.Steps).All(pair => ReferenceEquals(pair.First, pair.Second)) ? group : group with { Steps = steps };
    }

    // An empty list would say that the step waits for nothing at all, not even for the step that uploads it.
    private Step Rewired(Step step) =>
        step.WaitingFor(
            [
                .. step.DependsOn
                    .SelectMany(dependency => For(dependency.Key).Select(key => dependency with { Key = key }))
                    .DistinctBy(dependency => (dependency.Key, dependency.AllowFailure)),
            ]
        );

    private static ImmutableArray<string> Resolve(string key, Dictionary<string, ImmutableArray<string>> direct)
    {
        var resolved = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { key };
        var open = new Stack<string>(direct[key].Reverse());
        while (open.TryPop(out var next))
        {
            // A key may stand for itself among others: a group that was cut.
            if (next == key || !direct.TryGetValue(next, out var further))
            {
                if (!resolved.Contains(next)) resolved.Add(next);
            }
            else if (seen.Add(next))
            {
                foreach (var one in further.Reverse()) open.Push(one);
            }
        }

        return [.. resolved];
    }
}
