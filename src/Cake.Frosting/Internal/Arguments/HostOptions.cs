using System.Collections.Immutable;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>What the command line asks of the host, and the arguments it leaves to the tasks.</summary>
internal sealed record HostOptions
{
    public required HostMode Mode { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<string> Targets { get; init; }

    public required bool Exclusive { get; init; }

    /// <summary>Null: what is configured, else Normal.</summary>
    public required Verbosity? Verbosity { get; init; }

    /// <summary>Null: what the build itself chose, else the current one.</summary>
    public required string? WorkingDirectory { get; init; }

    /// <summary>Every option that was given, the host's own too, and always <c>target</c>. A bare option has one value, which is
    /// null.</summary>
    public required ICakeArguments Arguments { get; init; }

    /// <summary>What was given and is none of the host's own options: names as they were typed, and the words behind <c>--</c>.</summary>
    public required RemainingArguments Remaining { get; init; }

    /// <summary>What is wrong with the command line; nothing runs where there is anything.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    public static HostOptions Parse(ReadOnlySpan<string> arguments)
    {
        var given = new GivenOptions(arguments);
        var problems = given.Problems.ToBuilder();
        var targets = Values(HostOption.Target);
        var options =
            targets.Length > 0 ? given.Options : given.Options.Add(new(HostOption.Target, HostOption.Target.Name, "--target", "Default"));
        return new()
        {
            Mode = HostOption.All.LastOrDefault(option => option.Mode != HostMode.Run && IsOn(option))?.Mode ?? HostMode.Run,
            Targets = targets.Length > 0 ? targets : ["Default"],
            Exclusive = IsOn(HostOption.Exclusive),
            Verbosity = Values(HostOption.Verbosity) is [.., var text] ? ParseVerbosity(text) : null,
            WorkingDirectory = Values(HostOption.Working) is [.., var folder] ? folder : null,
            Arguments = new CakeArguments(
                options.ToLookup(option => option.Name, option => option.Value!, StringComparer.OrdinalIgnoreCase)
            ),
            Remaining = new(given),
            Problems = problems.ToImmutable(),
        };

        ImmutableArray<string> Values(HostOption option)
        {
            var values = given.Options.Where(one => one.Known == option).Select(one => one.Value).ToImmutableArray();
            if (values.Any(string.IsNullOrEmpty))
                problems.Add($"Option '--{option.Name}' needs a value: --{option.Name}=<{option.ValueName}>");
            return [.. values.OfType<string>().Where(value => value.Length > 0)];
        }

        bool IsOn(HostOption option)
        {
            if (given.Options.LastOrDefault(one => one.Known == option) is not { } found) return false;
            if (bool.TryParse(found.Value ?? "true", out var on)) return on;
            problems.Add($"Option '--{option.Name}' is a switch; '{found.Value}' is neither true nor false");
            return false;
        }

        Verbosity? ParseVerbosity(string typed)
        {
            foreach (var verbosity in Enum.GetValues<Verbosity>())
            {
                // Any beginning of a name will do, as in -v q.
                if (verbosity.ToString().StartsWith(typed, StringComparison.OrdinalIgnoreCase)) return verbosity;
            }

            problems.Add($"The value '{typed}' is not a valid verbosity; choose one of {string.Join(", ", Enum.GetNames<Verbosity>())}");
            return null;
        }
    }
}
