using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Tests.Hostile;

/// <summary>
/// The reader takes any text, and never throws or hangs. Every run tries a few thousand; the explicit test tries 100,000, or as many as
/// <c>PIPELINE_FUZZ</c> has. A text that once went wrong belongs into <see cref="Corpus"/>.
/// </summary>
public sealed class MutatedInputTests
{
    private const int TriedAlways = 3_000;

    // Texts of a kind that went wrong, here or in other readers.
    private static readonly string[] Corpus =
    [
        "a: [\nb\n]\n",
        "%TAG ! x:\n---\na: !y z\n",
        "a: |2\n x\n",
        "? ? ? a\n",
        "&a &b c\n",
        "a: !!binary ====\n",
        "- - - -\n-\n",
        "{a: {b: {c: [",
        "a: \"\\U00110000\"\n",
        "a: >\n\n\n  x\n y",
        "*a : *a\n",
        "<<: [*a, {<<: *b}]\n",
        "---\n---\n---\n",
        "a: \t\n\tb: c\n",
        "'a\n\n b': c\n",
        "H *a: 1\n\"b\": 2\n",
        "a: b\n\u2028c: d\n",
        "\uFEFF\uFEFFa: b\n",
        "a: !<> b\n",
        "a: !! b\n",
        "!a!b c\n",
        "%YAML 9.9\n---\na\n",
        "a: &\n",
        "a: *\n",
        "...\n...\n",
        "a:\n- b\n c\n",
        "a: 'b\n---\nc'\n",
        "[? a : b]\n",
        "{? a : b, ? c}\n",
        "a: {b\n: c}\n",
        "steps:\n- command: \"${A:-${B:-${\"\n",
        "steps:\n- {command: x, matrix: {setup: {a: []}, adjustments: [{with: {}}]}}\n",
        "steps: [{group: ~, steps: [{group: ~, steps: [wait]}]}]\n",
        "steps: [{command: x, if: \"((((\"}]\n",
        "steps: [{command: x, if: 'build.tag =~ /(a+)+$/'}]\n",
        "steps: [{command: x, parallelism: 99999999999999999999}]\n",
        // The parser's braces in a message, a key missing before ':', and an adjustment without 'with'.
        "- { a: b { c: d } }\n", "- : make\n  if: x\"\n", "steps: [{command: x, matrix: {setup: {a: [b]}, adjustments: [{skip: true}]}}]\n",
    ];

    private static readonly string[] Pieces =
    [
        "- ",
        ": ",
        "? ",
        "\n",
        "\n  ",
        "\n    ",
        "|",
        ">",
        "|-",
        ">+",
        "&a ",
        "*a",
        "!!int ",
        "!x ",
        "<<: ",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " # ",
        "%",
        "@",
        "`",
        "~",
        "$",
        "${",
        "}}",
        "{{matrix}}",
        "steps:",
        "command: ",
        "env: ",
        "key: ",
        "depends_on: ",
        "if: ",
        "---",
        "...",
        "\t",
        "\r\n",
        "\u2028",
        "\u0085",
        "\uFEFF",
        "\0",
        "é",
        "🦀",
        "\uD83E",
        "0x",
        "1e999",
        "2026-11-24",
        "\\u",
    ];

    [Fact]
    public void No_text_makes_the_reader_throw_or_hang() => Try(TriedAlways, seed: Environment.TickCount);

    [Fact(Explicit = true)]
    public void A_hundred_thousand_texts_do_not_either() => Try(Count(), seed: 1);

    [Fact]
    public void Texts_that_once_went_wrong_end_in_an_answer()
    {
        foreach (var text in Corpus) Answer(text);
    }

    private static void Try(int count, int seed)
    {
        var random = new Random(seed);
        var rules = Core.Rule.In(typeof(PipelineDocument).Assembly);
        var seeds = Corpus.Concat(rules.SelectMany(rule => new[] { rule.Bad, rule.Good })).ToArray();
        for (var i = 0; i < count; i++)
        {
            var text = i % 4 == 0 ? Joined(random) : Mutated(seeds[random.Next(seeds.Length)], random);
            try
            {
                Answer(text);
            }
            catch (Exception problem) when (problem is not ShouldAssertException)
            {
                throw new InvalidOperationException($"seed {seed}, text {i}: {System.Text.Json.JsonSerializer.Serialize(text)}", problem);
            }
        }
    }

    // Everything that a user can do with a file.
    private static void Answer(string text)
    {
        var file = new SourceFile("any.yml", text);
        var seen = Preview.Of(file, Variables.None);
        if (seen.Value is null) seen.Diagnostics.ShouldNotBeEmpty();
        _ = seen.Value?.ToJson();
        // A key that interpolation makes ("env$EMPTY") is understood only by the next reader.
        if (seen.Value is { } document && !text.Contains('$'))
            PipelineDocument.Read(new SourceFile("again.yml", document.ToYaml())).Value!.ToJson().ShouldBe(document.ToJson(), text);
        _ = PipelineValidation.Of([file], new CheckScope { Queues = ["cpu"] });
    }

    private static string Joined(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Mutated(string text, Random random)
    {
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(8), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                2 => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
                _ => text[..at] + (char)random.Next(1, 0x250) + text[at..],
            };
        }

        return text;
    }

    private static int Count() => int.TryParse(Environment.GetEnvironmentVariable("PIPELINE_FUZZ"), out var count) ? count : 100_000;
}
