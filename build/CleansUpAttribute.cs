namespace Build;

/// <summary>
/// A task that looks at its context's token and cleans up once that is cancelled: it has children or a remote in its hands, and decides
/// itself when it is done. Any other task of ours is left behind a second after a signal: what it writes is written whole or not at
/// all.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CleansUpAttribute : Attribute;
