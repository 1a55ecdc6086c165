namespace Cake.Frosting.Tests;

/// <summary>A task that notes its class's name when it runs.</summary>
internal abstract class NotingTask : FrostingTask<JournalContext>
{
    public override void Run(JournalContext context) => context.Note(GetType().Name);
}
