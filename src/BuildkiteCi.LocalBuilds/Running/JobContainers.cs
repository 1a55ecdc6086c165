using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// The containers of jobs that run. An engine keeps a container whose client is gone, so each is noted before it starts, with the command
/// that removes it: where a run is killed, the next one finds the notes.
/// </summary>
/// <param name="stateFolder">Where the notes lie, in <c>containers/</c>.</param>
/// <param name="processes">Starts the engine's client.</param>
internal sealed class JobContainers(string stateFolder, IProcessRunner processes)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private string Folder => Path.Combine(stateFolder, "containers");

    /// <summary>Notes a job's container, before it is started.</summary>
    public void Note(string job, CommandLine removal)
    {
        Directory.CreateDirectory(Folder);
        var temporary = NoteOf(job) + ".tmp";
        File.WriteAllText(
            temporary,
            new JsonArray([.. removal.Arguments.Prepend(removal.Program).Select(word => (JsonNode)word)]).ToJsonString()
        );
        File.Move(temporary, NoteOf(job), overwrite: true);
    }

    /// <summary>Removes a job's container, whether or not it is still there.</summary>
    public async Task RemoveAsync(string job, CommandLine removal)
    {
        var exit = await processes.RunAsync(removal with { Timeout = Longest }, null, CancellationToken.None);

        // A client answers with a failure where there is nothing left to remove; only one that could not ask is called again by the next
        // run.
        if (exit is { StartError: null, TimedOut: false }) File.Delete(NoteOf(job));
    }

    /// <summary>Removes the containers that a killed run has left.</summary>
    /// <param name="root">Full path of the repository, in which the client is started.</param>
    /// <param name="environment">The client's variables.</param>
    public async Task SweepAsync(string root, ImmutableDictionary<string, string?> environment)
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var note in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var job = Path.GetFileNameWithoutExtension(note);
            var removal = RemovalOf(job, await File.ReadAllTextAsync(note));
            if (removal is null) File.Delete(note);
            else await RemoveAsync(job, removal with { Folder = root, Environment = environment });
        }
    }

    // A note that a repository brought along, or half of one, starts nothing: only what removes this job's container is taken.
    private static CommandLine? RemovalOf(string job, string note)
    {
        try
        {
            string[] words = [.. JsonNode.Parse(note)!.AsArray().Select(word => word!.GetValue<string>())];
            var isRemoval =
                words is ["docker", "rm", "--force", "--volumes", _] or ["docker", "compose", .., "down", "--volumes", "--remove-orphans"];
            return isRemoval && words.Contains(ContainerPlugin.Name(job)) ? CommandLine.Of(words[0], [.. words.Skip(1)]) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or NullReferenceException)
        {
            return null;
        }
    }

    private string NoteOf(string job) => Path.Combine(Folder, $"{job}.json");
}
