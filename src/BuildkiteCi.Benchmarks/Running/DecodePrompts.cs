using System.Globalization;
using System.Text;
using System.Text.Json;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>
/// The prompts of a decode-only run: a few distinct ones, each many times, so that all but the first of each are in the prefix cache. Made
/// from a seed: the same case has the same prompts every night.
/// </summary>
internal static class DecodePrompts
{
    private const int Seed = 42;
    private const int SmallestToken = 1000;
    private const int LargestToken = 30_000;

    /// <summary>One JSON object a line.</summary>
    /// <param name="count">Prompts in all.</param>
    /// <param name="distinct">Different ones among them, in turn.</param>
    /// <param name="length">Tokens of each.</param>
    public static string Lines(int count, int distinct, int length)
    {
        var random = new Random(Seed);
        var prompts = Enumerable.Range(0, Math.Max(1, distinct)).Select(_ => Prompt(random, length)).ToList();
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(prompts[i % prompts.Count]).Append('\n');
        return text.ToString();
    }

#pragma warning disable CA5394 // Prompts are no secret; they have to be the same every night.
    private static string Prompt(Random random, int length)
    {
        var tokens = Enumerable.Range(0, length).Select(_ => random.Next(SmallestToken, LargestToken)).ToArray();
        var words = string.Join(' ', tokens.Select(token => token.ToString(CultureInfo.InvariantCulture)));
        return JsonSerializer.Serialize(new Dictionary<string, object> { ["prompt"] = words, ["prompt_token_ids"] = tokens });
    }
#pragma warning restore CA5394
}
