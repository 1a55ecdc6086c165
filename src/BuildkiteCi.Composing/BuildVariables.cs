using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing;

/// <summary>
/// The variables that the files of a build are expanded with: the process's own, what is known of the build, those of <c>ci.yml</c>, and
/// the generation's, the later over the earlier. Expressions of a variable that holds a secret stay as they are written: its value must not
/// stand in a pipeline, and the job has it too.
/// </summary>
public sealed class BuildVariables
{
    private readonly Dictionary<string, Variables> known = new(StringComparer.Ordinal);
    private readonly CompositionRequest request;
    private readonly DiagnosticBag found;

    /// <summary>The variables of a build that is composed.</summary>
    /// <param name="request">The build.</param>
    /// <param name="found">Takes what is wrong with variables of <c>ci.yml</c>.</param>
    public BuildVariables(CompositionRequest request, DiagnosticBag found)
    {
        this.request = request;
        this.found = found;
    }

    /// <summary>A process's variables, of which those that look like secrets by their names are left as they are written, in whatever
    /// letter case.</summary>
    /// <param name="environment">The process's variables. What its agent redacts (<c>BUILDKITE_REDACTED_VARS</c>) is secret, too.</param>
    /// <param name="patterns">Which names are secrets.</param>
    public static Variables WithoutSecrets(IReadOnlyDictionary<string, string> environment, ImmutableArray<string> patterns)
    {
        ImmutableArray<string> all = [.. patterns, .. SecretNames.Patterns(environment.GetValueOrDefault("BUILDKITE_REDACTED_VARS", ""))];
        return Variables.Of(environment).LeavingAlone(environment.Keys.Where(name => SecretNames.Fit(name.ToUpperInvariant(), all)));
    }

    /// <summary>For a file that is expanded once.</summary>
    public Variables OfBuild => Of(request.OnlyGeneration);

    /// <summary>For a file that is expanded for a generation, or once.</summary>
    public Variables Of(Generation? generation)
    {
        var name = generation?.Name ?? "";
        if (!known.TryGetValue(name, out var variables)) known[name] = variables = Make(generation);
        return variables;
    }

    private Variables Make(Generation? generation)
    {
        IEnumerable<KeyValuePair<string, string>> own = generation?.Variables ?? [];
        var build = WithoutSecrets(request.Environment, request.Settings.SecretVariables).With(request.Facts.Variables).With(own);
        var set = BuildVariable.SetAll(request.Settings.VariablesOf(request.Facts.Identity), build, generation, request.Facts.Identity);
        found.AddRange(set.Diagnostics);
        return set.Value!.With(own);
    }
}
