using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>What a build is, as far as its environment alone tells.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Priority">Priority of its jobs.</param>
/// <param name="Implementation">The implementation of the models that it tests.</param>
public sealed record BuildIdentity(BuildKind Kind, int Priority, ImplementationType Implementation)
{
    /// <summary>The release's tag where this is a build of one, else null.</summary>
    public string? ReleaseTag { get; init; }

    /// <summary>The branch that is built, or null. Of a tag's build it is the tag.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether the kind was given, and the environment would have decided on another one: the build's jobs have to know.</summary>
    public bool IsKindGiven { get; init; }

    /// <summary>The pull request, or null.</summary>
    public PullRequest? PullRequest { get; init; }

    /// <summary>The commit that is built: a hash, or a name such as <c>HEAD</c>.</summary>
    public string Commit { get; init; } = "HEAD";

    /// <summary>The address of the repository that is built, or null.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether a schedule started it.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>The address of its creator, or null.</summary>
    public string? CreatorEmail { get; init; }

    /// <summary>Key of the step that composes the build, or null where it has none.</summary>
    public StepKey? ComposingStep { get; init; }

    /// <summary>Whether this is another try of the step that composes the build: an earlier one may have uploaded a part.</summary>
    public bool IsRetry { get; init; }

    /// <summary>The folder of benchmark cases that is asked for (<c>BM_CASE_TYPE</c> in lower case), or null.</summary>
    public string? CaseType { get; init; }

    /// <summary>What is wrong with the tag of a build that is to publish a release; null: nothing. Its results would be refused once all
    /// its jobs have run.</summary>
    public Diagnostic? WrongTag =>
        ReleaseTag is { } tag && Kind != BuildKind.Nightly && ReleaseVersion.Parse(tag) is null
            ? EnvironmentRules.Problem(
                EnvironmentRules.UnusableVariable,
                $"BUILDKITE_TAG: {ReleaseVersion.WhatIsWrongWith(tag)}",
                "name the tag like a version, or let 'builds.release_tag' in ci.yml leave it out"
            )
            : null;

    /// <summary>The pipeline of <c>other_pipelines</c> that it belongs to, or null: it is one of the catalogue's.</summary>
    public string? OtherPipeline { get; init; }

    /// <summary>What people call the build: its kind, or <c>release</c>. A nightly build of a release's tag publishes as a nightly
    /// one.</summary>
    public string Occasion => ReleaseTag is null || Kind == BuildKind.Nightly ? Kind.Name : BuildOccasion.Release;

    /// <summary>The words by which <c>ci.yml</c> speaks of this build (<see cref="BuildOccasion"/>).</summary>
    public ImmutableArray<string> Occasions => ReleaseTag is null ? [Kind.Name] : [Kind.Name, BuildOccasion.Release];

    /// <summary>Whether <c>ci.yml</c> means this build by one of these words.</summary>
    public bool IsAmong(ImmutableArray<string> occasions) => Occasions.Any(occasions.Contains);

    /// <summary>Reads a job's environment.</summary>
    /// <param name="environment">All variables of this process.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="kind">The kind where somebody said it; null: decided here.</param>
    public static Diagnosed<BuildIdentity> Read(IReadOnlyDictionary<string, string> environment, BuildSettings settings, BuildKind? kind)
    {
        var found = new List<Diagnostic>();
        var variables = new BuildEnvironment(environment);
        var ofEnvironment = BuildKindDecision.Decide(environment, settings);
        var decided = kind ?? ofEnvironment;
        var tag = variables["BUILDKITE_TAG"] is { } text && settings.ReleaseTags.Fits(text) ? text : null;
        return Diagnosed.With(
            new BuildIdentity(decided, settings.PriorityOf(decided), ReadImplementation(variables, settings, found))
            {
                ReleaseTag = tag,
                Branch = variables["BUILDKITE_BRANCH"],
                IsKindGiven = decided != ofEnvironment,
                PullRequest = ReadPullRequest(variables, settings, found),
                Commit = Revision(variables, "BUILDKITE_COMMIT", found) ?? "HEAD",
                Repository = variables["BUILDKITE_REPO"],
                IsScheduled = variables["BUILDKITE_SOURCE"] == "schedule",
                CreatorEmail = variables["BUILDKITE_BUILD_CREATOR_EMAIL"],
                ComposingStep = StepKey.Parse(variables["BUILDKITE_STEP_KEY"] ?? ""),
                IsRetry = variables["BUILDKITE_RETRY_COUNT"] is not (null or "0"),
                CaseType = ReadCaseType(variables, found),
            },
            found);
    }

    private static ImplementationType ReadImplementation(BuildEnvironment variables, BuildSettings settings, List<Diagnostic> found)
    {
        var types = settings.Implementations;
        if (variables["MODEL_IMPL_TYPE"] is not { } name) return types[0];
        if (types.FirstOrDefault(type => type.Name == name) is { } known) return known;
        var names = types.Select(type => type.Name).ToArray();
        found.Add(
            EnvironmentRules.Problem(
                EnvironmentRules.UnusableVariable,
                $"MODEL_IMPL_TYPE is '{name}'",
                Spelling.Suggest(name, names, $"it can be {string.Join(", ", names)}")
            )
        );
        return types[0];
    }

    private static PullRequest? ReadPullRequest(BuildEnvironment variables, BuildSettings settings, List<Diagnostic> found)
    {
        if (variables.PullRequest is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            found.Add(
                EnvironmentRules.Problem(
                    EnvironmentRules.UnusableVariable,
                    $"BUILDKITE_PULL_REQUEST is '{text}'",
                    "it can be a pull request's number, or 'false'"
                )
            );
            return null;
        }

        return new PullRequest(number, Revision(variables, "BUILDKITE_PULL_REQUEST_BASE_BRANCH", found) ?? settings.MainBranch)
        {
            Labels = variables["BUILDKITE_PULL_REQUEST_LABELS"]
                ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .ToImmutableArray(),
        };
    }

    private static string? ReadCaseType(BuildEnvironment variables, List<Diagnostic> found)
    {
        if (variables["BM_CASE_TYPE"] is not { } text) return null;
        if (FolderName.IsOne(text)) return text.ToLowerInvariant();
        found.Add(
            EnvironmentRules.Problem(
                EnvironmentRules.UnusableVariable,
                $"BM_CASE_TYPE is '{text}'",
                "it can be the name of a folder of cases: DAILY, CI, DEV"
            )
        );
        return null;
    }

    // git would take a name that starts with a dash for an option; blanks and the rest are in no name of git's.
    private static string? Revision(BuildEnvironment variables, string name, List<Diagnostic> found)
    {
        if (variables[name] is not { } text) return null;
        if (
            text[0] != '-'
            && text.All(character => character > ' ' && character != 0x7F && !"~^:?*[\\".Contains(character))
            && !text.Contains("..", StringComparison.Ordinal)
        )
            return text;
        found.Add(EnvironmentRules.Problem(EnvironmentRules.UnusableVariable, $"{name} is '{text}'", "it can be a name or hash of git's"));
        return null;
    }
}
