namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A redirection of a command.</summary>
/// <param name="Descriptor">What precedes the operator: <c>2</c>, <c>{log}</c>; empty where nothing does.</param>
/// <param name="Operator">The operator: <c>&gt;</c>, <c>&lt;&lt;</c>, …</param>
/// <param name="Target">The word behind it; null for <c>&gt;&amp;-</c>.</param>
public sealed record Redirection(int Start, int End, string Descriptor, string Operator, Word? Target) : ShellNode(Start, End)
{
    private readonly PendingHereDocument? document;

    internal Redirection(int start, int end, string descriptor, string @operator, Word? target, PendingHereDocument? document)
        : this(start, end, descriptor, @operator, target) => this.document = document;

    /// <summary>The text of a here-document.</summary>
    public HereDocument? Document => document?.Document;
}
