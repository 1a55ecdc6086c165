using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Reads off a test step how it tests: chips, targets, environment, and the line that starts vLLM.</summary>
internal static partial class StepSetup
{
    private static readonly ImmutableArray<string> Secrets = SecretNames.Patterns($"{SecretNames.Usual},{SecretNames.OfScripts}");

    // What only tells which test it is is elsewhere in the results.
    private static readonly ImmutableArray<string> Names = ["CI_TARGET", "CI_STAGE", "CI_CATEGORY", "CI_TPU_VERSION"];

    private static readonly ImmutableArray<string> Targets = ["MINIMUM_ACCURACY_THRESHOLD", "MINIMUM_THROUGHPUT_THRESHOLD"];

    // As the scripts in use pass them to the server.
    private static readonly ImmutableArray<string> ServerVariables =
    [
        "TENSOR_PARALLEL_SIZE",
        "MAX_MODEL_LEN",
        "MAX_NUM_SEQS",
        "MAX_NUM_BATCHED_TOKENS",
    ];

    /// <summary>How a step tests.</summary>
    public static TestSetup Of(CommandStep step, Fleet fleet)
    {
        var environment = step.Env.Where(pair => !Names.Contains(pair.Key) && !SecretNames.Fit(pair.Key, Secrets))
            .GroupBy(pair => pair.Key).ToImmutableSortedDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        return new TestSetup
        {
            Chips = step.Queue?.Canonical is { } queue ? fleet.MachinesOf(queue)?.Chips : null,
            ServeCommand = ServeCommand(step.Command, environment),
            Target = Targets
                .Select(name => environment.GetValueOrDefault(name))
                .OfType<string>()
                .Select(Number)
                .FirstOrDefault(number => number is not null),
            Environment = environment,
        };
    }

    private static string? ServeCommand(string command, ImmutableSortedDictionary<string, string> environment)
    {
        if (environment.GetValueOrDefault("TEST_MODEL") is { Length: > 0 } model)
        {
            var options = from name in ServerVariables
                          let value = environment.GetValueOrDefault(name)
                          where !string.IsNullOrWhiteSpace(value)
                          select $" --{name.ToLowerInvariant().Replace('_', '-')} {ShellWord.Quote(value.Trim())}";
            return $"vllm serve {ShellWord.Quote(model.Trim())}{string.Concat(options)}";
        }

        // A line that goes on is one command; what follows it in the script is none of its.
        var script = $"{environment.GetValueOrDefault("TEST_COMMAND")}\n{command}".Replace("\\\n", " ", StringComparison.Ordinal);
        return Serve().Match(script) is { Success: true } match
            ? string.Join(' ', match.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
        && number >= 0
            ? number
            : null;

    [GeneratedRegex(@"\bvllm serve [^\n;&|<>'""`]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Serve();
}
