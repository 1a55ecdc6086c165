using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Testing;

/// <summary>Shows failing tests on the build's page.</summary>
public static class FailingTestNote
{
    // An annotation's context has 100 characters at most, and so has a key: a long key is named by its hash.
    private const int LongestContext = 100;

    /// <summary>The annotation; null where no test fails. A step has one, and its retry replaces it.</summary>
    public static Annotation? Of(StageJob job, ImmutableArray<FailingTest> tests, FailingTestLimits limits)
    {
        if (tests.IsEmpty) return null;
        var body = new StringBuilder();
        body.Append($"{Title(job)}: {Count(tests.Length)}\n");
        foreach (var test in tests.Take(limits.Tests)) Append(body, test, limits);
        if (tests.Length > limits.Tests) body.Append($"\n… and {tests.Length - limits.Tests} more; the job's log names them.\n");
        return new Annotation(Context(job.Key.Text), AnnotationStyle.Error, body.ToString()) { IsOfJob = true };
    }

    /// <summary>Takes the place of <see cref="Of"/>'s annotation when a retry passes.</summary>
    public static Annotation Passing(StageJob job) =>
        new(Context(job.Key.Text), AnnotationStyle.Success, $"{Title(job)}: passes after a retry\n") { IsOfJob = true };

    private static string Title(StageJob job) => $"**{MarkdownText.Plain(job.ToString())}**";

    private static string Count(int tests) => tests == 1 ? "1 test fails" : $"{tests} tests fail";

    private static void Append(StringBuilder body, FailingTest test, FailingTestLimits limits)
    {
        var message = (test.Message.Length > 0 ? test.Message : test.Details).Split('\n')[0];
        var where = test.Where is { } place ? $" at <code>{Html(place, limits)}</code>" : "";
        body.Append(
            $"\n<details><summary><code>{Html(test.Name, limits)}</code>{where}{(message.Length > 0 ? $": {Html(message, limits)}" : "")}"
                + "</summary>\n"
        );
        var lines = (test.Details.Length > 0 ? test.Details : test.Message).ReplaceLineEndings("\n").Split('\n');
        var shown = lines.Take(limits.Lines).Select(line => Cut(line, limits.LineLength)).ToList();
        if (lines.Length > shown.Count)
            shown.Add(lines.Length - shown.Count == 1 ? "… 1 more line" : $"… {lines.Length - shown.Count} more lines");

        // A fence longer than any run of backticks inside it cannot be closed by what it holds (CommonMark 0.31, 4.5).
        var fence = new string('`', Math.Max(3, shown.Max(LongestRun) + 1));
        body.Append($"\n{fence}\n{string.Join('\n', shown)}\n{fence}\n\n</details>\n");
    }

    private static string Html(string text, FailingTestLimits limits) =>
        WebUtility.HtmlEncode(Cut(text, limits.LineLength)).ReplaceLineEndings(" ");

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text[..length]}…";

    private static int LongestRun(string line)
    {
        var longest = 0;
        var run = 0;
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Context(string key)
    {
        const string Head = "failing-tests-";
        if (Head.Length + key.Length <= LongestContext) return Head + key;
        return Head + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}

/// <summary>How much of a report of failing tests is shown.</summary>
public sealed record FailingTestLimits
{
    /// <summary>Tests that are named.</summary>
    public int Tests { get; init; } = 20;

    /// <summary>First lines of each test's details.</summary>
    public int Lines { get; init; } = 20;

    /// <summary>Characters of a line, a name or a message.</summary>
    public int LineLength { get; init; } = 300;
}
