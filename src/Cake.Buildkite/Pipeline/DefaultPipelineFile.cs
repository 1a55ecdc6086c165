using Cake.Core.IO;

namespace Cake.Buildkite;

/// <summary>
/// The pipeline file that an upload means which names none. The agent would look for it itself, but only with a terminal as standard input:
/// from an empty one it uploads nothing and reports success.
/// </summary>
internal static class DefaultPipelineFile
{
    private static readonly string[] Names =
    [
        .. from name in (string[])["buildkite", ".buildkite/pipeline", "buildkite/pipeline"]
        from extension in (string[])["yml", "yaml", "json"]
        select $"{name}.{extension}",
    ];

    /// <param name="folder">Where the call is made.</param>
    /// <param name="files">The file system.</param>
    /// <param name="command">The command, for people.</param>
    /// <returns>The file, relative to the folder.</returns>
    /// <exception cref="BuildkiteAgentException">There is no such file, or more than one.</exception>
    public static FilePath In(DirectoryPath folder, IFileSystem files, string command)
    {
        var found = Names.Where(name => files.GetFile(folder.CombineWithFilePath(name)).Exists).ToList();
        Limits.Require(found.Count > 0, command, $"'{folder}' holds no pipeline file", $"name a file, or write {Names[3]}");
        Limits.Require(found.Count == 1, command, $"'{folder}' holds {string.Join(" and ", found)}", "name the one that is meant");
        return found[0];
    }
}
