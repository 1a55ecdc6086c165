using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>A variable that is 1 where a build changes certain files, else 0: kernel tests run only where kernels changed.</summary>
/// <param name="Variable">Its name: <c>RUN_KERNEL_TESTS</c>.</param>
/// <param name="Beginnings">What the path of such a file starts with.</param>
public sealed record ChangeFlag(string Variable, ImmutableArray<string> Beginnings)
{
    /// <summary>The variable's value for these changes.</summary>
    public string Value(ImmutableArray<string> changed) =>
        changed.Any(path => Beginnings.Any(beginning => path.StartsWith(beginning, StringComparison.Ordinal))) ? "1" : "0";
}
