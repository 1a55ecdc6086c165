using System.Globalization;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>
/// Puts a program into a process group of its own that ends with us, even where we are killed: a small supervisor looks whether we still
/// live. A server that outlives its benchmark keeps the TPU from every job that follows.
/// </summary>
public static class ProcessSupervisor
{
    // TERM, grace, KILL: to the group (kill 0; this is its leader's) and to those that have left it, who are known by a variable that they
    // were started with. The watcher outlives the TERM, and so does the leader, since a program that nobody waits for never quite ends;
    // where the owner is gone it is the watcher that ends both, when it has seen to the rest.
    private const string Script =
        """
        owner=$1 grace=$2 count=$3
        shift 3
        cleanupCommand=("${@:1:count}")
        shift "$count"
        leash=$$-$EPOCHREALTIME
        trap : TERM
        TPU_CI_LEASH=$leash "$@" &
        child=$!
        (
            trap '' TERM
            started() { grep -lsaxz "TPU_CI_LEASH=$leash" /proc/[0-9]*/environ | cut -d/ -f3; }
            while kill -0 "$owner" 2>/dev/null; do sleep 0.2; done
            kill -TERM 0 $(started)
            end=$((SECONDS + grace))
            while [ "$SECONDS" -lt "$end" ] && { kill -0 "$child" || [ -n "$(started)" ]; }; do sleep 0.2; done
            "${cleanupCommand[@]}"
            kill -KILL $(started)
            kill -KILL 0
        ) >/dev/null 2>&1 &
        watcher=$!
        disown "$watcher"
        wait "$child"
        status=$?
        while kill -0 "$child" 2>/dev/null; do
            wait "$child"
            status=$?
        done
        while ! kill -0 "$owner" 2>/dev/null; do sleep 1; done
        kill -KILL "$watcher"
        exit "$status"
        """;

    /// <summary>The command, supervised.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="owner">The process whose end ends it.</param>
    /// <param name="grace">How long it has between being asked to end and being ended.</param>
    /// <param name="cleanupCommand">What is run where the owner was killed, for what no signal reaches: a container; null: nothing.</param>
    public static CommandLine Put(CommandLine command, int owner, TimeSpan grace, CommandLine? cleanupCommand = null) =>
        command with
        {
            Program = "setsid",
            Arguments =
            [
                "--wait",
                "bash",
                "-c",
                Script,
                "bash",
                owner.ToString(CultureInfo.InvariantCulture),
                ((int)Math.Ceiling(grace.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
                .. Words(cleanupCommand),
                command.Program,
                .. command.Arguments,
            ],
            StopGrace = grace,
            SweepsLeftovers = true,
        };

    // How many there are, and each for itself, so that the shell has nothing to read in them. Something has to be run.
    private static string[] Words(CommandLine? cleanupCommand)
    {
        string[] words = cleanupCommand is null ? ["true"] : [cleanupCommand.Program, .. cleanupCommand.Arguments];
        return [words.Length.ToString(CultureInfo.InvariantCulture), .. words];
    }
}
