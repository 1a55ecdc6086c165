using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Markdig;
using Markdig.Extensions.EmphasisExtras;

namespace Cake.Buildkite.Tests;

public sealed partial class AnnotationBodyTests
{
    private static readonly MarkdownPipeline Gfm = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .UseTaskLists()
        .Build();

    // Texts made of what Markdown and HTML react to.
    private static readonly Gen<string> Hostile =
        Gen.OneOf(
            "|",
            "\\",
            "`",
            "```",
            "*",
            "**",
            "_",
            "~~",
            "<b>",
            "</details>",
            "<!--",
            "-->",
            "&amp;",
            "&#42;",
            "[a](javascript:x)",
            "![i](u)",
            "# ",
            "- ",
            "+ ",
            "1. ",
            "12) ",
            "> ",
            "---",
            "===",
            "    ",
            "\t",
            "\n",
            "\r\n\r\n",
            "$x$",
            "\"'",
            "a",
            "Qwen/Qwen3-4B",
            "✅",
            "https://x.y",
            "www.x.y",
            "a@b.de",
            ":fire:",
            "<script>alert(1)</script>",
            "[x]",
            ":",
            "| --- |"
        )
        .List[0, 12].Select(parts => string.Concat(parts));

    [Fact]
    public void The_parts_become_this_markdown() =>
        Golden.Check("Annotation/AnnotationBody.golden.md", Sample().Markdown);

    [Fact]
    public void Any_text_in_a_paragraph_is_shown_as_it_is() =>
        Hostile.Sample(text => Shown(BuildkiteAnnotationBody.Empty.Paragraph(text).Markdown) == Blanks(text));

    [Fact]
    public void Any_text_in_a_table_stays_in_its_cell() =>
        Hostile.Sample(text =>
        {
            var html = Html(
                BuildkiteAnnotationBody
                    .Empty.Table(
                        ["a", text],
                        [
                            [text, "z"],
                            ["y"],
                        ]
                    )
                    .Markdown
            );
            Cell()
                .Matches(html)
                .Select(cell => Blanks(WebUtility.HtmlDecode(cell.Groups["text"].Value)))
                .ShouldBe(["a", Blanks(text), Blanks(text), "z", "y", ""], html);
        });

    [Fact]
    public void Any_text_in_a_list_item_or_heading_is_shown_as_it_is() =>
        Hostile.Sample(text =>
            Shown(BuildkiteAnnotationBody.Empty.List([text]).Markdown) == Blanks(text)
            && Shown(BuildkiteAnnotationBody.Empty.Heading(text).Markdown).TrimEnd() == Blanks(text)
        );

    [Fact]
    public void Any_text_in_a_block_of_code_stays_in_it() =>
        Hostile.Sample(text =>
        {
            var html = Html(BuildkiteAnnotationBody.Empty.Code(text).Paragraph("after").Markdown);
            var code = WebUtility.HtmlDecode(
                html[(html.IndexOf("<code>", StringComparison.Ordinal) + 6)..html.LastIndexOf("</code>", StringComparison.Ordinal)]
            );
            return html.EndsWith("<p>after</p>\n", StringComparison.Ordinal)
                && code.TrimEnd('\n') == text.ReplaceLineEndings("\n").TrimEnd('\n').Replace("\t", "\t");
        });

    [Fact]
    public void Any_text_as_a_link_or_its_address_stays_there() => Hostile.Sample(text =>
    {
        var html = Html(BuildkiteAnnotationBody.Empty.Paragraph(BuildkiteMarkdown.Link(text, "https://x.y/" + text)).Markdown);
        return Blanks(WebUtility.HtmlDecode(Tag().Replace(html, ""))) == Blanks(text);
    });

    [Theory]
    [InlineData("https://buildkite.com/a?b=c&d", true)]
    [InlineData("mailto:a@b.c", true)]
    [InlineData("artifact://out/a.md", true)]
    [InlineData("#step-1", true)]
    [InlineData("a/b:c", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("JavaScript:alert(1)", false)]
    [InlineData("java\nscript:alert(1)", false)]
    [InlineData(" javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    public void Only_addresses_that_Buildkite_shows_become_links(string address, bool isLink) =>
        BuildkiteMarkdown.Link("text", address).Source.Contains("<a ", StringComparison.Ordinal).ShouldBe(isLink);

    [Fact]
    public void A_body_within_the_limit_is_left_alone()
    {
        var body = Sample();

        body.Within(Encoding.UTF8.GetByteCount(body.Markdown), "cut").ShouldBe((body.Markdown, true));
    }

    [Fact]
    public void Whatever_the_limit_a_cut_body_keeps_within_it_and_is_well_formed()
    {
        var body = Sample();
        var size = Encoding.UTF8.GetByteCount(body.Markdown);

        for (var limit = 40; limit < size; limit++)
        {
            var (markdown, isWhole) = body.Within(limit, "cut");

            isWhole.ShouldBeFalse();
            Encoding.UTF8.GetByteCount(markdown).ShouldBeLessThanOrEqualTo(limit);
            markdown.ShouldEndWith("cut\n");
            Count(markdown, "<details>").ShouldBe(Count(markdown, "</details>"));
            (Count(markdown, "````") % 2).ShouldBe(0);
            Html(markdown).ShouldEndWith("<p>cut</p>\n");
        }
    }

    [Fact]
    public void A_table_is_cut_between_rows_and_nothing_behind_it_is_shown()
    {
        var body = BuildkiteAnnotationBody.Empty
            .Table(["n"], Enumerable.Range(0, 100).Select(i => (IReadOnlyList<BuildkiteMarkdown>)[i.ToString()]))
            .Paragraph("after");

        body.Within(50, "cut").Markdown.ShouldBe("| n |\n| --- |\n| 0 |\n| 1 |\n| 2 |\n| 3 |\n| 4 |\n\ncut\n");
    }

    [Fact]
    public void The_eleventh_block_of_terminal_output_is_shown_without_colours()
    {
        var body = Enumerable
            .Range(0, 12)
            .Aggregate(
                BuildkiteAnnotationBody.Empty,
                (sum, i) => i == 3 ? sum.Details("more", part => part.Terminal("x")) : sum.Terminal("x")
            );

        Count(body.Markdown, "```term\n").ShouldBe(10);
    }

    [Fact]
    public async Task Too_long_a_body_is_cut_and_kept_as_an_artifact()
    {
        var uploaded = "";
        RecordedAgent agent = null!;
        agent = new RecordedAgent(arguments =>
        {
            if (arguments[0] == "artifact")
                uploaded = File.ReadAllText(Path.Combine(agent.Calls[^1].Settings.WorkingDirectory.FullPath, arguments[2]));
            return RecordedAgent.Printed("");
        });
        var body = BuildkiteAnnotationBody.Empty.Heading("Log").Code(string.Join('\n', Enumerable.Repeat(new string('x', 99), 20_000)));

        (
            await agent
                .Start()
                .Annotations.PostAsync(body, new() { Context = "unit tests", Job = "j-1" }, TestContext.Current.CancellationToken)
        ).ShouldBeFalse();

        agent.Calls.Select(call => string.Join(' ', call.Arguments)).ShouldBe(
        [
            "artifact upload annotations/unit-tests.md --job=j-1 --content-type=text/markdown; charset=utf-8",
            "annotate --context=unit tests --job=j-1",
        ]);
        uploaded.ShouldBe(body.Markdown);
        Encoding.UTF8.GetByteCount(agent.Calls[1].Input).ShouldBeInRange(1_048_000, 1_048_576);
        agent.Calls[1].Input.ShouldEndWith("has all of it.\n");
        Directory.Exists(agent.Calls[0].Settings.WorkingDirectory.FullPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_body_that_fits_is_posted_alone()
    {
        var agent = new RecordedAgent();

        (
            await agent
                .Start()
                .Annotations.PostAsync(BuildkiteAnnotationBody.Empty.Paragraph("fine"), TestContext.Current.CancellationToken)
        ).ShouldBeTrue();

        agent.Calls.ShouldHaveSingleItem().Input.ShouldBe("fine\n");
    }

    private static BuildkiteAnnotationBody Sample() =>
        BuildkiteAnnotationBody
            .Empty.Heading(BuildkiteMarkdown.Emoji("cake") + " Build: 2 of 3 passed")
            .Paragraph("1. not a list | <b>not bold</b> & no *emphasis*")
            .Table(
                ["Task", "Result"],
                [
                    ["Test", BuildkiteMarkdown.Bold("passed")],
                    ["Pack | push", BuildkiteMarkdown.Link("failed", "https://buildkite.com/a/b?c=d&e")],
                ]
            )
            .List(["first", "- second", BuildkiteMarkdown.Code("a|b")])
            .Details("Output", part => part.Terminal("\u001b[31mred\u001b[0m").Code("```\nfence\n```"), open: false)
            .Paragraph(BuildkiteMarkdown.Artifact("the log", "logs/build.log"));

    private static string Html(string markdown) => Markdown.ToHtml(markdown, Gfm);

    private static string Shown(string markdown) => Blanks(WebUtility.HtmlDecode(Tag().Replace(Html(markdown), "")));

    /// <summary>White space as a browser shows it.</summary>
    private static string Blanks(string text) => White().Replace(text, " ").Trim();

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<t[hd]>(?<text>.*?)</t[hd]>", RegexOptions.Singleline, 1000)]
    private static partial Regex Cell();

    [GeneratedRegex("<[a-z/][^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s\x00-\x1f]+", RegexOptions.None, 1000)]
    private static partial Regex White();
}
