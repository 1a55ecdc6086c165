using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Builds;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Default")]
[TaskDescription("Checks the catalogue, writes the pipeline that Buildkite would get, and shows it")]
[Option("build-kind", "KIND", "what the build is for; default: nightly, which runs everything")]
[Option("generations", OptionValue.Generations, "the TPU generations to test on; default: all")]
[Option("only", "a,b", "only these subjects, files or folders of the catalogue, with the steps they depend on")]
[Option(
    "collect",
    "true|false",
    "leave out record steps and steps whose result is known; default: true, for older files only where ci.yml sets 'collect'"
)]
[Option("max-jobs-per-upload", "NUMBER", "jobs that one upload may hold, 1 to 500; default: as in ci.yml")]
[Option("output", "DIR", "where the pipeline is written; default: pipeline below the state folder")]
[Option("explain", "", "list every step with the reason why it is in or out")]
public sealed class DefaultTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var identity = context.Report(context.Identity(BuildKind.Nightly));
        var (generations, settings, only) = (
            context.Generations(ImmutableDictionary<string, string>.Empty, identity.Kind).Generations,
            context.CompositionSettings(),
            options.Names("only")
        );
        var (collects, explains) = (options.Choice("collect", [("true", true), ("false", false)]), options.Switch("explain"));
        var output = options.Text("output") ?? Path.Combine(context.StateFolder, "pipeline");
        options.Check();

        var found = context.Validate(named: null);
        context.Show(found.Where(diagnostic => diagnostic.Severity == Severity.Error));
        DiagnosticReport.StopAtErrors(found);

        // Nothing but the files decides here: the same files give the same pipeline on every machine.
        var facts = new BuildInputs(identity, ChangedFiles.Unknown("nobody asked"), new BuildGate(true, ""), context.Time.GetUtcNow())
        {
            ChangeFlags = context.Settings.Builds.ChangeFlags,
        };
        var composition = context.Report(
            context.Compose(
                new CompositionRequest(facts, generations, settings)
                {
                    Only = only,
                    Collects = collects,
                    Queues = context.Settings.Fleet.Queues,
                }
            )
        );
        context.Show(composition, identity, explains);
        context.WriteUploads(composition, output);
        foreach (var line in OpenEnds.Of(found)) context.Say(line);
    }
}
