using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks;

/// <summary>
/// Every kind of build as it would be composed, without a build: what no file shows by itself is found before a night is lost to it, such
/// as two pipelines with one key, or a step that waits for a step of a pipeline which its kind of build does not have.
/// </summary>
/// <param name="Found">What is wrong with any of them.</param>
/// <param name="Keys">The keys of all steps of all of them, those that only composing makes (<c>v6e-group</c>) too.</param>
internal sealed record DryRun(ImmutableArray<Diagnostic> Found, FrozenSet<string> Keys)
{
    // Any tag that is a release's.
    private const string SomeRelease = "v0.0.0";

    /// <summary>Composes every kind of build that differs from the others.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="files">The repository.</param>
    /// <param name="settings">The settings of <c>ci.yml</c>.</param>
    /// <param name="composingStep">The key of the step that Buildkite itself holds, or null: others may wait for it.</param>
    /// <param name="variables">The process's variables.</param>
    public static DryRun Of(
        SubjectCatalogue catalogue,
        IFileTree files,
        CiSettings settings,
        StepKey? composingStep,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in Identities(settings).DistinctBy(identity => Holds(identity, settings.Composing)))
        {
            var identity = kind with { ComposingStep = composingStep };
            var request = Request(identity, files, settings, variables);
            var sources = CompositionSources.Read(catalogue, files, settings, request.Situation);
            var composed = sources.Then(read => PipelineComposer.Compose(read, request, AddKeys));
            found.AddRange(
                composed.Diagnostics.Select(diagnostic =>
                    diagnostic with
                    {
                        Message = $"{diagnostic.Message} (in {identity.Occasion} builds)",
                    }
                )
            );
        }

        return new DryRun(found.ToImmutable(), keys.ToFrozenSet(StringComparer.Ordinal));

        void AddKeys(PipelineDocument document) =>
            keys.UnionWith(document.AllSteps.Select(step => step.Key?.Canonical).OfType<string>());
    }

    /// <summary>What is known of a build that nobody has started.</summary>
    public static BuildInputs Facts(BuildIdentity identity, IFileTree files, CiSettings settings) =>
        new(identity, new ChangedFiles([], "nothing is built"), new BuildGate(true, ""), DateTimeOffset.UnixEpoch)
        {
            VllmCommit = files.Read(settings.Builds.Vllm.CommitFile, [])?.Trim(),
            ChangeFlags = settings.Builds.ChangeFlags,
            Kinds = settings.Builds.Kinds,
        };

    private static IEnumerable<BuildIdentity> Identities(CiSettings settings)
    {
        foreach (var kind in BuildKind.All) yield return Identity(kind, settings);
        yield return Identity(BuildKind.Other, settings) with { ReleaseTag = SomeRelease };
        foreach (var other in settings.Composing.OtherPipelines)
            yield return Identity(other.Kind, settings) with
            {
                OtherPipeline = other.Name,
            };
    }

    /// <summary>A build of this kind.</summary>
    public static BuildIdentity Identity(BuildKind kind, CiSettings settings) =>
        new(kind, settings.Builds.PriorityOf(kind), settings.Builds.Implementations[0]);

    // Builds that hold the same are checked once.
    private static string Holds(BuildIdentity identity, CompositionSettings settings) =>
        string.Join(
            '\n',
            settings
                .PipelinesOf(identity)
                .Where(listed => listed.When.Builds.IsEmpty || identity.IsAmong(listed.When.Builds))
                .Select(listed => listed.Path)
                .Prepend(
                    $"{identity.OtherPipeline} {identity.IsAmong(settings.WholeCatalogue)} {identity.IsAmong(settings.Cases.Builds)} "
                        + $"{string.Join(' ', identity.Occasions.Select(occasion => settings.Cases.TypeOf.GetValueOrDefault(occasion)))}"
                )
        );

    private static CompositionRequest Request(
        BuildIdentity identity,
        IFileTree files,
        CiSettings settings,
        IReadOnlyDictionary<string, string> variables
    ) =>
        new(Facts(identity, files, settings), settings.Fleet.Generations, settings.Composing)
        {
            Queues = settings.Fleet.Queues,
            Environment = variables.ToImmutableDictionary(StringComparer.Ordinal),
        };
}
