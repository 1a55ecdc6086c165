using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Cake.Buildkite;

/// <summary>The JSON that goes to the agent and comes from it.</summary>
internal static partial class AgentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One line of JSON that is YAML, too.</summary>
    /// <remarks>YAML does not join the two escaped halves of a character, as which the serialiser writes emoji; so these are put in as they
    /// are.</remarks>
    public static string Text(object value) =>
        EscapedPair().Replace(
            JsonSerializer.Serialize(value, Options), pair => $"{pair.Groups["before"].Value}{Half(pair, "high")}{Half(pair, "low")}");

    /// <exception cref="BuildkiteAgentException">It is no object of strings.</exception>
    public static ImmutableDictionary<string, string> Map(string json, string command) =>
        Parse<Dictionary<string, string>>(json, command).ToImmutableDictionary(StringComparer.Ordinal);

    /// <exception cref="BuildkiteAgentException">It is no array of strings.</exception>
    public static ImmutableArray<string> List(string json, string command) => [.. Parse<string[]>(json, command)];

    /// <exception cref="BuildkiteAgentException">It is not what is looked for.</exception>
    public static T Parse<T>(string json, string command) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw Unexpected(null);
        }
        catch (JsonException exception)
        {
            throw Unexpected(exception);
        }

        // The text itself may be a secret.
        BuildkiteAgentException Unexpected(Exception? cause) => new(
            command, BuildkiteAgentFault.Failed, 0,
            $"the answer of {json.Length} characters is not the JSON that was asked for", "look at 'buildkite-agent --version'", cause);
    }

    private static char Half(Match pair, string group) => (char)ushort.Parse(pair.Groups[group].ValueSpan, NumberStyles.AllowHexSpecifier);

    [GeneratedRegex(
        @"(?<before>(?<!\\)(?:\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EscapedPair();
}
