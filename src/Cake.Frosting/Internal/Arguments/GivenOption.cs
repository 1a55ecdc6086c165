namespace Cake.Frosting.Internal;

/// <summary>An option as somebody typed it.</summary>
/// <param name="Known">The host's own option; null: one of the tasks'.</param>
/// <param name="Name">The name without dashes; of the host's own options always the long one.</param>
/// <param name="Typed">The name with its dashes, as it was typed.</param>
/// <param name="Value">Null: none was given. Empty: <c>--name=</c>.</param>
internal sealed record GivenOption(HostOption? Known, string Name, string Typed, string? Value);
