using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>All that decides what a build does.</summary>
/// <param name="Identity">What it is.</param>
/// <param name="Changes">What it changes.</param>
/// <param name="Gate">Whether it goes on.</param>
/// <param name="Composed">When its pipeline is composed.</param>
public sealed record BuildInputs(BuildIdentity Identity, ChangedFiles Changes, BuildGate Gate, DateTimeOffset Composed)
{
    // Buildkite takes 100 kB; whether that is 100,000 or 102,400 bytes is not documented.
    private const int MostBytesOfAValue = 100_000;

    /// <summary>The commit of vLLM that is tested against, or null where none is set.</summary>
    public string? VllmCommit { get; init; }

    /// <summary>The rules that tell what the changes switch on.</summary>
    public ImmutableArray<ChangeFlag> ChangeFlags { get; init; } = BuildSettings.BuiltIn.ChangeFlags;

    /// <summary>The pull request's labels, where anything depends on them; else empty.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Files that nothing needs to be built for.</summary>
    public PathPatterns Documentation { get; init; } = BuildSettings.BuiltIn.PullRequests.Documentation;

    /// <summary>Priorities by kind of build, for the variables <c>PRIORITY_NIGHTLY</c> and so on.</summary>
    public ImmutableArray<BuildKindRow> Kinds { get; init; } = BuildSettings.BuiltIn.Kinds;

    /// <summary>Whom the build tells when it has failed.</summary>
    public ImmutableArray<Notification> Notifications { get; init; } = [];

    /// <summary>Variables that pipelines and catalogue files are expanded with beside the process's own and each generation's.</summary>
    public ImmutableSortedDictionary<string, string> Variables
    {
        get
        {
            var variables = ChangeFlags.ToDictionary(flag => flag.Variable, Value, StringComparer.Ordinal);
            foreach (var row in Kinds)
            {
                foreach (var name in PriorityNames(row.Kind)) variables[name] = row.Priority.ToString();
            }

            variables["BUILD_TIME"] = Composed.UtcDateTime.ToString("yyyy-MM-dd-HH-mm");
            variables["JOB_PRIORITY"] = Identity.Priority.ToString();
            variables["MODEL_IMPL_TYPE"] = Identity.Implementation.Name;
            if (VllmCommit is not null) variables[KnownVllmCommit.Key] = VllmCommit;
            return variables.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>What every build's meta-data holds (domain rules, "Build kinds").</summary>
    public ImmutableSortedDictionary<string, string> MetaData
    {
        get
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["JOB_PRIORITY"] = Identity.Priority.ToString() };
            if (VllmCommit is not null) data[KnownVllmCommit.Key] = VllmCommit;
            // A blank value is refused; a build that changes nothing has none.
            if (!Changes.Paths.IsEmpty) data["changed_files"] = Listed(Changes.Paths);
            return data.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>What the meta-data of a build that benchmarks holds besides: what code was measured, and the name that its measurements
    /// share.</summary>
    public ImmutableSortedDictionary<string, string> BenchmarkMetaData
    {
        get
        {
            var data = ImmutableSortedDictionary
                .Create<string, string>(StringComparer.Ordinal)
                .Add("JOB_REFERENCE", JobReference.Of(Composed));
            return VllmCommit is null ? data : data.Add("CODE_HASH", $"{VllmCommit}-{Identity.Commit}-");
        }
    }

    // Two kinds have another name in scripts that export these numbers.
    private static IEnumerable<string> PriorityNames(BuildKind kind)
    {
        yield return $"PRIORITY_{kind.Name.ToUpperInvariant().Replace('-', '_')}";
        if (kind == BuildKind.PullRequest) yield return "PRIORITY_PRE_MERGE";
        if (kind == BuildKind.Other) yield return "PRIORITY_DEFAULT";
    }

    // Where the history is not known, tests run that may not be needed: a test too many costs less than a broken kernel on the main branch.
    private string Value(ChangeFlag flag) => Changes.IsKnown ? flag.Value(Changes.Paths) : "1";

    private static string Listed(ImmutableArray<string> paths)
    {
        var list = new StringBuilder();
        var bytes = 0;
        foreach (var path in paths)
        {
            bytes += Encoding.UTF8.GetByteCount(path) + 1;
            if (bytes > MostBytesOfAValue) break;
            if (list.Length > 0) list.Append(',');
            list.Append(path);
        }

        return list.ToString();
    }
}
