using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>The environment that a text is interpolated with. Letter case matters in names.</summary>
public sealed record Variables
{
    private readonly ImmutableDictionary<string, string> values;
    private readonly FrozenSet<string> runtime;

    private Variables(ImmutableDictionary<string, string> values, FrozenSet<string> runtime)
    {
        this.values = values;
        this.runtime = runtime;
    }

    /// <summary>No variables: every expression takes its default or becomes empty.</summary>
    public static Variables None { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), []);

    /// <summary>These variables.</summary>
    public static Variables Of(IEnumerable<KeyValuePair<string, string>> values) => None.With(values);

    /// <summary>These variables laid over the ones that are here.</summary>
    public Variables With(IEnumerable<KeyValuePair<string, string>> more) => new(values.SetItems(more), runtime);

    /// <summary>One variable laid over the ones that are here.</summary>
    public Variables With(string name, string value) => new(values.SetItem(name, value), runtime);

    /// <summary>
    /// Leaves every expression of these names as it is written, defaults and braces too: they get their values when a job runs
    /// (<c>BUILDKITE_PARALLEL_JOB</c>, <c>BUILDKITE_RETRY_COUNT</c>). A value given to such a name counts nothing.
    /// </summary>
    public Variables LeavingAlone(IEnumerable<string> names) => new(values, runtime.Concat(names).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether expressions of this name are left as they are written.</summary>
    public bool IsLeftAlone(string name) => runtime.Contains(name);

    /// <summary>The value, or null where the variable is unset.</summary>
    public string? Find(string name) => values.GetValueOrDefault(name);
}
