namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// A command that is nothing but the path of a file in the repository: the agent makes that file executable and runs it. Here it stays as
/// it is, and the interpreter that its first line names is started in its place. Source: facts about running a command.
/// </summary>
internal static class ScriptCommand
{
    /// <summary>What the shell runs for a command.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="command">The command as it is written.</param>
    public static string Of(string root, string command)
    {
        var path = command.ReplaceLineEndings("");
        if (path.Length == 0 || path.Contains('\0') || !File.Exists(Path.Combine(root, path))) return command;
        var script = ShellWord.Quote($"./{path}");
        var full = Path.Combine(root, path);
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(full) & UnixFileMode.UserExecute) != UnixFileMode.None) return script;
        var first = File.ReadLines(full).FirstOrDefault() ?? "";
        return first.StartsWith("#!", StringComparison.Ordinal) && first[2..].Trim() is { Length: > 0 } interpreter
            ? $"{interpreter} {script}"
            : $"bash {script}";
    }
}
