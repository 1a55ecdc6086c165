using System.Collections.Immutable;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Site;
using CsCheck;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Site;

public sealed class SiteTests
{
    private static readonly HtmlParser Parser = new();

    [Fact]
    public void Every_link_of_every_page_leads_somewhere()
    {
        var files = Written(ManyPublications.Of(20, 6, "auto", "flax_nnx"));
        var pages = files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)).ToDictionary(file => file.Key, file => Parser.ParseDocument(file.Value));

        var broken = from page in pages
                     from element in page.Value.QuerySelectorAll("[href], [src]")
                     let target = element.GetAttribute("href") ?? element.GetAttribute("src")!
                     where !target.StartsWith("https://", StringComparison.Ordinal)
                     where !Exists(page.Key, target)
                     select $"{page.Key}: {target}";

        broken.Distinct().ShouldBeEmpty();

        bool Exists(string from, string target)
        {
            var address = new Uri(new Uri($"file:///{from}"), target);
            var path = Uri.UnescapeDataString(address.AbsolutePath)[1..];
            var id = address.Fragment.TrimStart('#');
            return files.ContainsKey(path) && (id.Length == 0 || id.Contains('=', StringComparison.Ordinal) || pages[path].GetElementById(id) is not null);
        }
    }

    [Fact]
    public void Names_notes_and_texts_of_any_sort_are_text_on_every_page()
    {
        var text = Gen.String[Gen.Char["<>\"'&/=` abi;!-?#%{}$\\é\u2029"], 1, 14];

        Gen.Select(text.Select(name => $"x{name}").Where(name => SubjectName.Parse(name) is not null), text, text).Sample((name, note, category) =>
        {
            var subject = new SubjectResults(SubjectName.Parse(name)!, SubjectKind.Feature, category, [new StageResult("CorrectnessTest", Status.Failing) { Note = note }, new StageResult("PerformanceTest", Status.Other(note))]);
            var model = subject with { Kind = SubjectKind.Model, Architecture = note, Stages = [new StageResult("UnitTest", Status.Failing) { Note = note }] };
            var results = Build(Generation("v6e", subject, model)) with { Publication = new Publication(category, Night) { Release = note, Commits = new Publication("", Night).Commits.Add(note, name) } };

            foreach (var (path, page) in Written([results]).Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)))
            {
                var document = Parser.ParseDocument(page);
                document.QuerySelectorAll("script").Length.ShouldBe(1, path);
                document.QuerySelectorAll("a[href^='javascript:']").ShouldBeEmpty();
                foreach (var element in document.All)
                {
                    Allowed.ShouldContain(element.LocalName, path);
                    element.Attributes.ShouldAllBe(attribute => !attribute.Name.StartsWith("on") && attribute.Name != "style");
                }

                if (path is "index.html" or "features.html") document.QuerySelectorAll("tbody th").Select(cell => cell.TextContent).ShouldBe([name.Replace("<br>", " ", StringComparison.Ordinal)]);
            }
        }, iter: 20);
    }

    [Fact]
    public void Two_names_of_one_form_have_two_pages()
    {
        var files = Written([Build(Generation("v6e", Model("org/a.b", "text-only"), Model("org_a.b", "text-only"), Model("ORG/A.B", "text-only")))]);

        files.Keys.Count(path => path.StartsWith("models/", StringComparison.Ordinal)).ShouldBe(3);
        files.Where(file => file.Key.StartsWith("models/", StringComparison.Ordinal)).Select(file => Parser.ParseDocument(file.Value).QuerySelector("h1")!.TextContent)
            .ShouldBe(["org/a.b", "org_a.b", "ORG/A.B"], ignoreOrder: true);
    }

    [Fact]
    public void Pages_of_what_is_no_longer_published_go_with_the_next_run_and_other_files_stay()
    {
        var files = new MemoryFileTree(("mine.html", "mine"));
        SiteWriter.Write(MatrixDefinitions.BuiltIn, [Build(Generation("v6e", Model("org/old", "text-only")))], files);
        files.Write("files.txt", files.Read("files.txt") + "../outside.html\nREADME.md\n");
        files.Write("README.md", "mine");

        SiteWriter.Write(MatrixDefinitions.BuiltIn, [Build(Generation("v6e", Model("org/new", "text-only")))], files);

        files.List("models").ShouldBe(["models/org_new.html"]);
        files.List("badges").ShouldBe(["badges/org_new.svg", "badges/org_new.v6e.svg"]);
        files.Read("mine.html").ShouldBe("mine");
        files.Read("README.md").ShouldBe("mine");
    }

    [Fact]
    public void Feeds_tell_what_changed_newest_first()
    {
        BuildResults At(int day, Status status) =>
            Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", status)), Generation("v7x", Model("Qwen/Qwen3-4B", "text-only", Status.Passing))) with { Publication = new Publication("auto", Night.AddDays(day)) };
        var files = Written([At(0, Status.Passing), At(1, Status.Failing), At(2, Status.Failing), At(3, Status.Passing)]);

        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(files["feeds/all.atom"]).Root!;
        feed.Name.ShouldBe(atom + "feed");
        feed.Elements(atom + "entry").Select(entry => entry.Element(atom + "title")!.Value).ShouldBe(["2026-08-25 (auto): 1 newly passing", "2026-08-23 (auto): 1 newly failing"]);
        feed.Element(atom + "updated")!.Value.ShouldBe("2026-08-25T09:30:00Z");
        feed.Elements(atom + "link").Select(link => $"{link.Attribute("rel")!.Value} {link.Attribute("href")!.Value}").ShouldBe(["self all.atom", "alternate ../index.html"]);
        feed.Descendants(atom + "id").Select(id => id.Value).ShouldBeUnique();
        feed.Descendants(atom + "link").Last().Attribute("href")!.Value.ShouldBe("../publications/default-2026-08-23.html");
        XDocument.Parse(files["feeds/v7x.atom"]).Root!.Elements(atom + "entry").ShouldBeEmpty();
        XDocument.Parse(files["feeds/releases.atom"]).Root!.Elements(atom + "entry").ShouldBeEmpty();
    }

    [Fact]
    public void A_note_with_characters_that_XML_does_not_know_still_makes_a_feed()
    {
        BuildResults At(int day, Status status) => Build(Generation("v6e",
            new SubjectResults(SubjectName.Parse("a")!, SubjectKind.Model, "text-only", [new StageResult("UnitTest", status) { Note = "bell \u0007, half a pair \ud83d, ok 🧪" }]))) with { Publication = new Publication("auto", Night.AddDays(day)) };

        XDocument.Parse(Written([At(0, Status.Passing), At(1, Status.Failing)])["feeds/all.atom"]).Root!.Value.ShouldContain("ok 🧪");
    }

    [Theory]
    [InlineData("passing passing", "passing", "works on v6e and v7x")]
    [InlineData("passing failing", "passing", "works in part on v6e, works on v7x")]
    [InlineData("not-enough-hbm", "passing", "does not fit on v6e, works on v7x")]
    [InlineData("untested", "untested", "untested")]
    public void A_badge_says_on_which_TPUs_a_model_works(string v6e, string v7x, string message)
    {
        var files = Written([Build(Generation("v6e", Model("a/b", "text-only", Parsed(v6e))), Generation("v7x", Model("a/b", "text-only", Parsed(v7x))))]);

        XDocument.Parse(files["badges/a_b.svg"]).Root!.Attribute("aria-label")!.Value.ShouldBe($"vLLM on TPU: {message}");
    }

    [Fact]
    public void A_badge_looks_as_it_did() =>
        Golden.Matches(
            Written([Build(Generation("v6e", Model("a/b", "text-only", Status.Passing)), Generation("v7x", Model("a/b", "text-only", Status.Failing)))])["badges/a_b.svg"],
            "Site/badge.golden.svg");

    [Fact]
    public void A_models_page_tells_since_when_it_works_and_how_fast_it_is()
    {
        BuildResults At(int day, string? release, Status status, double speed) => Build(Generation("v6e", new SubjectResults(SubjectName.Parse("Qwen/Qwen3-4B")!, SubjectKind.Model, "text-only",
            [new StageResult("UnitTest", status), new StageResult("Benchmark", Status.Passing) { Measurements = [new Measurement(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), speed) { Target = 10 }] }]))) with { Publication = new Publication("auto", Night.AddDays(day)) { Release = release } };
        var files = Written([At(0, null, Status.Failing, 10), At(1, null, Status.Passing, 11), At(2, "v0.12.0", Status.Passing, 11.5), At(3, null, Status.Passing, 12.25)]);

        Golden.Matches(files["models/Qwen_Qwen3-4B.html"], "Site/model.golden.html");
    }

    [Fact]
    public void A_kernel_is_called_by_its_own_name_so_that_its_variants_are_told_apart()
    {
        var page = Parser.ParseDocument(Written([Build(Generation("v6e",
            Feature("mla", "kernel support matrix microbenchmarks", Status.Passing), Feature("mla-w8a8", "kernel support matrix microbenchmarks", Status.Failing)))])["features.html"]);

        page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent).ShouldBe(["mla", "mla-w8a8"]);
    }

    [Fact]
    public void A_model_that_two_implementations_serve_is_counted_once()
    {
        var results = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing), Model("org/other", "text-only", Status.Failing, Status.Failing)));
        var files = Written([results, results with { Publication = results.Publication with { Implementation = "vllm" } }]);

        var page = Parser.ParseDocument(files["works-on-v6e.html"]);
        page.QuerySelectorAll("h2").Select(heading => heading.TextContent).ShouldBe(["Works (1)", "Does not work (1)"]);
        page.QuerySelector(".sources")!.TextContent.ShouldBe("As of 2026-08-22 (auto), 2026-08-22 (vllm).");
        Parser.ParseDocument(files["models/org_other.html"]).QuerySelector(".answers .f")!.TextContent.ShouldStartWith("Does not work on v6e: UnitTest, Accuracy/Correctness fail (auto)");
    }

    private static readonly HashSet<string> Allowed =
    [
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "ul", "ol", "li", "main", "footer", "p", "h1", "h2", "strong", "span", "small", "br", "code", "img", "form", "label",
        "input", "select", "option", "button", "output", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "wbr", "details", "summary", "figure", "figcaption",
    ];

    private static Status[] Parsed(string statuses) => [.. statuses.Split(' ').Select(word => StatusSpellings.Parse(word)!)];

    private static Dictionary<string, string> Written(IEnumerable<BuildResults> publications)
    {
        var files = new MemoryFileTree();
        SiteWriter.Write(MatrixDefinitions.BuiltIn, publications, files);
        return files.List("").ToDictionary(path => path, path => files.Read(path)!);
    }
}
