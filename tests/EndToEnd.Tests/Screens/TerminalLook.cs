using System.Collections.Immutable;

namespace EndToEnd.Tests.Screens;

/// <summary>The colours of a terminal's window.</summary>
/// <param name="Ground">Behind the text.</param>
/// <param name="Ink">Text without a colour of its own.</param>
/// <param name="Palette">The eight named colours, from black to white; bright ones are drawn alike.</param>
internal sealed record TerminalLook(string Ground, string Ink, ImmutableArray<string> Palette)
{
    public static TerminalLook Dark { get; } =
        new("#0d1117", "#e6edf3", ["#8b949e", "#ff7b72", "#7ee787", "#d29922", "#79c0ff", "#d2a8ff", "#76e3ea", "#e6edf3"]);

    public static TerminalLook Light { get; } =
        new("#f6f8fa", "#1f2328", ["#24292f", "#cf222e", "#116329", "#7d4e00", "#0969da", "#8250df", "#1b7c83", "#6e7781"]);
}
