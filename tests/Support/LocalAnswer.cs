using System.Text;

namespace TestSupport;

/// <summary>What a <see cref="LocalServer"/> answers.</summary>
internal sealed record LocalAnswer(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    public LocalAnswer(int status, string text, params (string Name, string Value)[] headers)
        : this(status, Encoding.UTF8.GetBytes(text), headers)
    {
    }
}
