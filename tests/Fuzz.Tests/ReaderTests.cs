using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fuzz.Tests;

/// <summary>
/// No text makes a reader throw or hang. Here in short; <c>./build.sh --target=Fuzz</c> takes longer. A text that does is kept in the
/// corpus, which every run reads first.
/// </summary>
public sealed class ReaderTests(ITestOutputHelper output)
{
    private const int FewRuns = 40;

    // Far beyond what a slow machine needs for a text of this size.
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(2);

    private static readonly string Corpus = Path.Combine(Repository.Root, "tests/Fuzz.Tests/corpus");

    public static TheoryData<string> Readers => [.. ReadersUnderTest.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_text_of_the_corpus_is_read(string reader)
    {
        var files = FilesOf(reader);

        files.ShouldNotBeEmpty();
        foreach (var file in files)
            await ReadAsync(reader, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), Path.GetFileName(file));
    }

    // A JSON value may hold one as an escape, so that texts within texts have it though files cannot.
    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Half_a_surrogate_pair_is_a_character_as_any_other(string reader)
    {
        foreach (var text in FilesOf(reader).Select(File.ReadAllText))
            await ReadAsync(reader, text.Insert(text.Length / 2, "\ud800"), "half a surrogate pair");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task No_change_of_a_text_makes_a_reader_throw_or_hang(string reader)
    {
        var texts = FilesOf(reader).Select(File.ReadAllText).ToArray();
        var seed = Number("FUZZ_SEED") ?? Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var mutation = new Mutation(random);
        for (var run = Number("FUZZ_RUNS") ?? FewRuns; run > 0; run--)
            await ReadAsync(reader, mutation.Of(texts[random.Next(texts.Length)], texts[random.Next(texts.Length)]), $"seed {seed}");
    }

    private static string[] FilesOf(string reader) => [.. Directory.GetFiles(Path.Combine(Corpus, reader)).Order(StringComparer.Ordinal)];

    private static async Task ReadAsync(string reader, string text, string what)
    {
        var reading = Task.Run(() => ReadersUnderTest.Read(reader, text));
        try
        {
            var found = await reading.WaitAsync(Hangs);
            found.ShouldAllBe(diagnostic => diagnostic.Message.Length > 0 && diagnostic.Location.Line >= 0);
        }
        catch (Exception fault)
        {
            var name = $"found-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}";
            // Half a surrogate pair, which no file can hold, is kept as U+FFFD; the seed repeats it.
            await File.WriteAllBytesAsync(Path.Combine(Corpus, reader, name), Encoding.UTF8.GetBytes(text), CancellationToken.None);
            Assert.Fail(
                $"{reader} ({what}): {fault.GetType().Name}: {fault.Message}\n{fault.StackTrace}\nThe text is kept as "
                    + $"tests/Fuzz.Tests/corpus/{reader}/{name}."
            );
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
