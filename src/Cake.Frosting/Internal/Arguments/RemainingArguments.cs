using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>What the host leaves to the tasks, in the shape in which builds on Spectre.Console.Cli expect it.</summary>
internal sealed class RemainingArguments(GivenOptions given) : IRemainingArguments
{
    public ILookup<string, string?> Parsed { get; } =
        given.Options.Where(option => option.Known is null).ToLookup(option => option.Typed, option => option.Value);

    public IReadOnlyList<string> Raw => given.Raw;
}
