namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>The <c>buildkite-agent</c> that locally run jobs find on their <c>PATH</c>.</summary>
internal static class StandInScript
{
    /// <summary>The folder that holds it, in the state folder.</summary>
    public const string Folder = "bin";

    /// <summary>Names the state folder to the program behind the script.</summary>
    public const string StateVariable = "BUILDKITECI_STATE";

    /// <summary>Tells the program that its standard input is a device, as the agent looks at it: nothing was handed over.</summary>
    public const string DeviceVariable = "BUILDKITECI_STDIN_IS_DEVICE";

    /// <summary>Writes the script and gives its folder back.</summary>
    public static string Write(string stateFolder, CommandLine program)
    {
        var folder = Path.Combine(stateFolder, Folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "buildkite-agent");
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, $"""
            #!/usr/bin/env bash
            # Written by RunPipeline: replaces Buildkite's agent while a build is run on this machine.
            if [ -c /dev/stdin ]; then export {DeviceVariable}=1; else unset {DeviceVariable}; fi
            export {StateVariable}={ShellWord.Quote(stateFolder)}
            exec {program} "$@"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(temporary, path, overwrite: true);
        return folder;
    }
}
