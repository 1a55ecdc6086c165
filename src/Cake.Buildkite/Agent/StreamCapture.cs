using System.Text;

namespace Cake.Buildkite;

/// <summary>Everything that comes out of a pipe, readable while it is still open.</summary>
internal sealed class StreamCapture : IDisposable
{
    private readonly Stream stream;
    private readonly MemoryStream bytes = new();
    private readonly Lock gate = new();

    public StreamCapture(Stream stream)
    {
        this.stream = stream;
        End = ReadAsync();
    }

    /// <summary>Done when the pipe's other end is closed.</summary>
    public Task End { get; }

    /// <summary>What has come so far.</summary>
    public string Text
    {
        get
        {
            lock (gate)
                return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                lock (gate)
                    bytes.Write(buffer, 0, count);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody wants to know the rest any more.
        }
    }
}
