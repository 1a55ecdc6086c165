using System.Buffers;
using System.Text;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Text as Go programs hold it: bytes that need not be UTF-8.</summary>
internal static class GoText
{
    /// <summary>Decodes UTF-8; each byte that belongs to no character becomes U+FFFD, as it does when Go writes JSON.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(rune.ToString());
            bytes = bytes[(status == OperationStatus.Done ? length : 1)..];
        }

        return text.ToString();
    }
}
