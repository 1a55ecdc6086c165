using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// Plugins that are on this machine: those in the repository (<c>./.buildkite/plugins/cache</c>), and those below the folder in which an
/// agent keeps them (<c>BUILDKITE_PLUGINS_PATH</c>). None is downloaded.
/// </summary>
/// <param name="root">Full path of the repository.</param>
/// <param name="agentFolder">The agent's folder of plugins; null: there is none.</param>
internal sealed class PluginFolders(string root, string? agentFolder)
{
    /// <summary>The folder of a plugin, relative to the repository or a full path; null: it is not here.</summary>
    public string? Find(string source)
    {
        var folder = source.StartsWith('.') || source.StartsWith('/') ? source.Split('#')[0]
            : agentFolder is { Length: > 0 } ? Path.Combine(agentFolder, HookedPlugin.FolderName(source))
            : null;
        return folder is not null && Directory.Exists(Path.Combine(root, folder, "hooks")) ? folder : null;
    }
}
