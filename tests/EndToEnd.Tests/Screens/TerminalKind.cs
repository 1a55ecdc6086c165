namespace EndToEnd.Tests.Screens;

/// <summary>A kind of terminal.</summary>
/// <param name="Name">What its golden file is called.</param>
/// <param name="Columns">How wide it is.</param>
/// <param name="Term">Its <c>TERM</c>.</param>
public sealed record TerminalKind(string Name, int Columns, string Term)
{
    public static TerminalKind Usual { get; } = new("usual", 80, "tmux-256color");

    public static TerminalKind Narrow { get; } = new("narrow", 40, "tmux-256color");

    public static TerminalKind Dumb { get; } = new("dumb", 80, "dumb");
}
