using System.Text;
using BuildkiteCi.LocalBuilds.Store;

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

    /// <summary>The file of a job's try, relative to the state folder: <c>logs/1.3-0-2-unit.log</c>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="number">Which try, counted from 1.</param>
    /// <param name="label">What people call the job.</param>
    public static string PathOf(JobId job, int number, string label)
    {
        var form = new string([
            .. label.Take(60).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'),
        ]);
        return $"logs/{job.Step}-{job.Number}-{number}-{form}.log";
    }

    public static JobLog Open(string stateFolder, string path) => new(Path.Combine(stateFolder, path));

    public void Write(OutputLine line) => writer.WriteLine(line.Text);

    public void Dispose() => writer.Dispose();
}
