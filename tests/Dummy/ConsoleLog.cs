using BuildkiteCi.Core;
using BuildkiteCi.Testing;

namespace Dummy;

internal sealed class ConsoleLog : IStageLog
{
    public void Output(TimeSpan elapsed, OutputLine line) => Console.Out.WriteLine(line.Text);

    public void Notice(TimeSpan elapsed, string text) => Console.Error.WriteLine(text);
}
