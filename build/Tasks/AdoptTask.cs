using Build.Options;
using BuildkiteCi.Adopting.Writing;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Adopt")]
[CleansUp]
[TaskDescription("Moves a repository in: writes its ci.yml, a thin build.sh, a bootstrap and ignore lines; shows the changes first")]
[Option("yes", "", "write without asking; run the repository's bootstrap in a copy without asking")]
[Option("remove", "", "take everything out again that Adopt wrote")]
[Option("force", "", "with --remove: also files that were edited since")]
[Option(
    "observe",
    "true|false",
    "find out by running the repository's bootstrap in a copy, without network and tokens, what builds have; default: true"
)]
[Option(
    "pass-over",
    "A,B",
    "scripts of the repository that are not run while its bootstrap is observed, as if they ended well: checks that need programs which "
        + "this machine lacks"
)]
[Option("packages", "FOLDER", "the folder with the packed programs and their SHA256SUMS; the thin build.sh pins and uses it")]
[Option("feed", "ADDRESS", "the NuGet feed or folder with the tool, which the thin build.sh uses last")]
public sealed class AdoptTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var (removes, force, yes) = (context.Options.Switch("remove"), context.Options.Switch("force"), context.Options.Switch("yes"));
        var settings = removes ? null : context.AdoptionSettings();
        var observes = context.Options.Choice("observe", [("true", true), ("false", false)]) ?? true;
        context.Options.Check();

        var plan = removes ? AdoptionPlan.Undo(context.Files, force) : await context.PlanAdoptionAsync(settings!, observes, yes);
        context.Show(plan);
        if (plan.Files.IsEmpty) return;
        if (!yes && !context.Confirms(removes ? "Remove this?" : "Write this?"))
            throw new CakeException(1, "nothing is written; --yes writes it without asking");
        context.Write(plan);
        context.Say(removes ? "Everything that Adopt wrote is gone." : context.NextSteps());
    }
}
