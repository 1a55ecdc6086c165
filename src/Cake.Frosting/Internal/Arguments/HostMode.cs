namespace Cake.Frosting.Internal;

/// <summary>What the host does with the tasks.</summary>
internal enum HostMode
{
    Run,
    DryRun,
    Tree,
    Description,
    Version,
    Info,
    Help,
}
