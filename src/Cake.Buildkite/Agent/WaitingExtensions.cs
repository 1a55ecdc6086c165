namespace Cake.Buildkite;

/// <summary>The way from the asynchronous form of a call to the synchronous one.</summary>
internal static class WaitingExtensions
{
    /// <summary>Waits for a task and throws what it threw, unwrapped. Nothing here needs the waiting thread to go on.</summary>
    public static void Finish(this Task task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Finish(Task)"/>
    public static T Finish<T>(this Task<T> task) => task.GetAwaiter().GetResult();
}
