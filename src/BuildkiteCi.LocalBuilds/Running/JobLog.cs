using System.Text;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>The file that a job's output goes to.</summary>
internal sealed class JobLog : IDisposable
{
    private readonly StreamWriter writer;

    private JobLog(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
            NewLine = "\n",
        };
    }

    /// <summary>The file of a try, relative to the state folder: <c>logs/1.3-0-2-unit.log</c>.</summary>
    public static string PathOf(LocalTry started, string label)
    {
        var form = new string([
            .. label.Take(60).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'),
        ]);
        return $"logs/{started.Job.Step}-{started.Job.Number}-{started.Try}-{form}.log";
    }

    public static JobLog Open(string stateFolder, string path) => new(Path.Combine(stateFolder, path));

    public void Write(OutputLine line) => writer.WriteLine(line.Text);

    public void Dispose() => writer.Dispose();
}
