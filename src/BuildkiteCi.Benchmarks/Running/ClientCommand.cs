using System.Collections.Immutable;
using System.Globalization;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A client's command line with what the run adds to the case's.</summary>
internal static class ClientCommand
{
    /// <summary>The port that a server listens on: <c>VLLM_PORT</c>, its <c>--port</c>, else the default.</summary>
    public static int PortOf(CommandLine server, int otherwise)
    {
        var text = server.Environment.GetValueOrDefault("VLLM_PORT") ?? Option(server.Arguments, "--port");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : otherwise;
    }

    /// <summary>The command asking that port, unless the case names one.</summary>
    public static CommandLine OnPort(CommandLine command, int port) =>
        Option(command.Arguments, "--port") is null && Option(command.Arguments, "--base-url") is null
            ? command with
            {
                Arguments = command.Arguments.AddRange("--port", port.ToString(CultureInfo.InvariantCulture)),
            }
            : command;

    /// <summary>The command saving its results as JSON.</summary>
    public static CommandLine Saving(CommandLine command, string folder, string file) =>
        command with
        {
            Arguments =
            [
                .. Without(command.Arguments, "--result-dir", "--result-filename").Remove("--save-result"),
                "--save-result",
                "--result-dir",
                folder,
                "--result-filename",
                file,
            ],
        };

    /// <summary>The command at another request rate.</summary>
    public static CommandLine AtRate(CommandLine command, double rate) =>
        With(command, "--request-rate", double.IsInfinity(rate) ? "inf" : rate.ToString("0.############", CultureInfo.InvariantCulture));

    /// <summary>The configured request rate; infinite where there is none.</summary>
    public static double RateOf(CommandLine command) =>
        double.TryParse(Option(command.Arguments, "--request-rate"), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
        && double.IsFinite(rate)
        && rate > 0
            ? rate
            : double.PositiveInfinity;

    /// <summary>The command with an option's value set.</summary>
    public static CommandLine With(CommandLine command, string option, string value)
    {
        var at = command.Arguments.IndexOf(option);
        return command with
        {
            Arguments =
                at >= 0 && at + 1 < command.Arguments.Length
                    ? command.Arguments.SetItem(at + 1, value)
                    : command.Arguments.Add(option).Add(value),
        };
    }

    /// <summary>An option's value, or null.</summary>
    public static string? Option(ImmutableArray<string> arguments, string name)
    {
        var at = arguments.IndexOf(name);
        return at >= 0
            ? arguments.ElementAtOrDefault(at + 1)
            : arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
    }

    private static ImmutableArray<string> Without(ImmutableArray<string> arguments, params ReadOnlySpan<string> options)
    {
        foreach (var option in options)
        {
            var at = arguments.IndexOf(option);
            if (at >= 0) arguments = arguments.RemoveRange(at, Math.Min(2, arguments.Length - at));
        }

        return arguments;
    }
}
