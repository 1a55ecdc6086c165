using System.Collections.Immutable;
using System.Globalization;

namespace Cake.Frosting.Internal;

/// <summary>
/// Options as Spectre.Console.Cli reads them, without the 0.1 s that it takes to start: <c>--name=value</c>, <c>--name:value</c>,
/// <c>--name value</c>, <c>--name</c>, and one letter after a single dash likewise. A word that starts with a dash is the next option,
/// never a value, unless it is a lone dash or a number; <c>--name=-value</c> gives such a value. After <c>--</c> no option is the host's
/// own, and a word that belongs to no option is only in <see cref="Raw"/>.
/// </summary>
internal sealed class GivenOptions
{
    private readonly ImmutableArray<GivenOption>.Builder _options = ImmutableArray.CreateBuilder<GivenOption>();
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string> _raw;
    private bool _hostOptionsEnded;

    public GivenOptions(ReadOnlySpan<string> arguments)
    {
        _raw = arguments.IndexOf("--") is var end and >= 0 ? [.. arguments[(end + 1)..]] : [];
        while (arguments is [var word, ..])
        {
            arguments = arguments[1..];
            if (word == "--") _hostOptionsEnded = true;
            else if (IsValue(word) && _hostOptionsEnded) continue;
            else if (IsValue(word))
                _problems.Add($"Unexpected argument '{word}'; options are written --name=value, and a target --target={word}");
            else Add(Split(word), ref arguments);
        }
    }

    public ImmutableArray<GivenOption> Options => _options.ToImmutable();

    /// <summary>The words behind <c>--</c>, as they were typed.</summary>
    public ImmutableArray<string> Raw => _raw;

    public ImmutableArray<string> Problems => _problems.ToImmutable();

    private void Add((string Dashed, string? Value) word, ref ReadOnlySpan<string> following)
    {
        var (dashed, value) = word;
        var name = dashed.TrimStart('-');
        var known =
            _hostOptionsEnded ? null
            : dashed.StartsWith("--", StringComparison.Ordinal) ? HostOption.Long(name)
            : HostOption.OfLetter(name.FirstOrDefault());
        if (value is null && following is [var next, ..] && Takes(known, next))
        {
            value = next;
            following = following[1..];
        }

        var isLong = dashed.StartsWith("--", StringComparison.Ordinal);
        if (name.Length == 0)
            _problems.Add($"Unexpected argument '{dashed}'; an option has a name: --name=value");
        else if (name.Length > 1 && !isLong)
            _problems.Add($"Unknown option '{dashed}'; a name of more than one letter has two dashes: '--{name}'");
        else if (name.Length == 1 && isLong)
            _problems.Add($"Unknown option '{dashed}'; a name of one letter has one dash: '-{name}'");
        else
            _options.Add(new(known, known?.Name ?? name, dashed, value));
    }

    private static (string Dashed, string? Value) Split(string word) =>
        word.AsSpan().IndexOfAny('=', ':') is var at and >= 0 ? (word[..at], word[(at + 1)..]) : (word, null);

    private static bool Takes(HostOption? option, string next) =>
        option is { ValueName: null } ? bool.TryParse(next, out _) : IsValue(next);

    private static bool IsValue(string word) =>
        word is "-" || !word.StartsWith('-') || double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
