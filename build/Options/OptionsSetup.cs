using Cake.Core;
using Cake.Frosting;

namespace Build.Options;

/// <summary>Refuses options that the target does not know, before anything is done.</summary>
public sealed class OptionsSetup : FrostingSetup<BuildContext>
{
    /// <inheritdoc/>
    public override void Setup(BuildContext context, ISetupContext info)
    {
        if (TaskTable.Find(info.TargetTask.Name) is { } task) context.Options.CheckNames(task);
        context.Options.Check();
    }
}
