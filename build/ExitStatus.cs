using Cake.Core;

namespace Build;

/// <summary>
/// The exit status of this build, by what happened in it and not by what the host returns: hosts differ (the published one has 255 for
/// every failure). 0 done, 1 the work found failures or errors in the input, 2 wrong usage, 130 and 143 ended by a signal.
/// </summary>
internal sealed class ExitStatus(Interruption interruption)
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private Exception? cause;
    private bool hasBegun;

    /// <summary>Runs a part of the build and remembers how it failed.</summary>
    public void Watch(Action part)
    {
        hasBegun = true;
        try
        {
            part();
        }
        catch (Exception exception)
        {
            cause ??= exception;
            throw;
        }
    }

    /// <inheritdoc cref="Watch"/>
    public async Task WatchAsync(Func<Task> part)
    {
        hasBegun = true;
        try
        {
            await part();
        }
        catch (Exception exception)
        {
            cause ??= exception;
            throw;
        }
    }

    /// <param name="host">What the host returned: only whether it is 0 counts.</param>
    public int Of(int host) =>
        host == 0 ? 0
        : cause is CakeException { ExitCode: var stated } ? interruption.StatusOf(stated)
        // A host that refuses before anything of the build begins cannot obey the command line: an unknown target, a bad option.
        : interruption.StatusOf(hasBegun ? Failed : WrongUsage);
}
