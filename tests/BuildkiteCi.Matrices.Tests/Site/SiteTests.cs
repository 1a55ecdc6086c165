using System.Collections.Immutable;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
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
        var pages = files
            .Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(file => file.Key, file => Parser.ParseDocument(file.Value));

        var broken = from page in pages
                     from element in page.Value.QuerySelectorAll("[href], [src]")
                     let target = element.GetAttribute("href") ?? element.GetAttribute("src")!
                     where !target.StartsWith("https://", StringComparison.Ordinal) && element.LocalName != "use"
                     where !Exists(page.Key, target)
                     select $"{page.Key}: {target}";

        broken.Distinct().ShouldBeEmpty();

        bool Exists(string from, string target)
        {
            var address = new Uri(new Uri($"file:///{from}"), target);
            var path = Uri.UnescapeDataString(address.AbsolutePath)[1..];
            var id = address.Fragment.TrimStart('#');
            return files.ContainsKey(path)
                && (id.Length == 0 || id.Contains('=', StringComparison.Ordinal) || pages[path].GetElementById(id) is not null);
        }
    }

    [Fact]
    public void Names_notes_and_texts_of_any_sort_are_text_on_every_page()
    {
        var text = Gen.String[Gen.Char["<>\"'&/=` abi;!-?#%{}$\\é\u2029"], 1, 14];

        Gen.Select(text.Select(name => $"x{name}").Where(name => SubjectName.Parse(name) is not null), text, text)
            .Sample(
                (name, note, category) =>
                {
                    var subject = new SubjectResults(
                        SubjectName.Parse(name)!,
                        SubjectKind.Feature,
                        new Category(category),
                        [
                            new StageResult("CorrectnessTest", Status.Failing) { Note = note },
                            new StageResult("PerformanceTest", Status.Other(note)),
                        ]
                    );
                    var model = subject with
                    {
                        Kind = SubjectKind.Model,
                        Architecture = note,
                        Stages = [new StageResult("UnitTest", Status.Failing) { Note = note }],
                    };
                    var results = Build(Generation("v6e", subject, model)) with
                    {
                        Publication = new Publication(category, Night)
                        {
                            Release = note,
                            Commits = new Publication("", Night).Commits.Add(note, name),
                        },
                    };

                    foreach (var (path, page) in Written([results]).Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)))
                    {
                        var document = Parser.ParseDocument(page);
                        document.QuerySelectorAll("script").Length.ShouldBe(path == "compare.html" ? 2 : 1, path);
                        document.QuerySelectorAll("a[href^='javascript:']").ShouldBeEmpty();
                        foreach (var element in document.All)
                        {
                            Allowed.ShouldContain(element.LocalName, path);
                            if (element.LocalName is "script") element.TextContent.ShouldBeEmpty(path);
                            element.Attributes.ShouldAllBe(attribute => !attribute.Name.StartsWith("on") && attribute.Name != "style");
                        }

                        if (path is "index.html" or "features.html")
                            document
                                .QuerySelectorAll("tbody th[scope=row]")
                                .Select(cell => cell.TextContent)
                                .ShouldBe(path == "index.html" ? [Shown(name), Shown(name)] : [Shown(name)]);
                    }
                },
                iter: 20
            );
    }

    [Fact]
    public void A_models_page_shows_what_its_benchmark_cases_measured_beside_their_targets()
    {
        var accuracy = new Metric("gsm8k_exact_match", MetricUnit.Fraction, Better.Higher);
        var latency = new Metric("p99_e2el", MetricUnit.Milliseconds, Better.Lower);
        var files = Written([
            Build(
                Generation(
                    "v6e",
                    Model("Qwen/Qwen3-4B", "text-only", Status.Passing) with
                    {
                        Cases =
                        [
                            new CaseResult(
                                "long <b>",
                                [new Measurement(accuracy, 0.71) { Target = 0.74 }, new Measurement(latency, 900) { Target = 1000 }]
                            ),
                            new CaseResult("short", [new Measurement(accuracy, 0.8)]),
                        ],
                    }
                )
            ),
        ]);

        Parser
            .ParseDocument(files["models/Qwen_Qwen3-4B.html"])
            .QuerySelectorAll("[aria-label='Benchmark cases'] tbody tr")
            .Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent.Trim())))
            .ShouldBe([
                "long <b> | v6e auto | gsm8k exact match | 0.71 | ≥ 0.74 | below target",
                "long <b> | v6e auto | p99 e2el | 900 ms | ≤ 1,000 ms | met",
                "short | v6e auto | gsm8k exact match | 0.8 | none set | ",
            ]);
        files["models/Qwen_Qwen3-4B.json"].ShouldContain("\"cases\":{");
    }

    [Fact]
    public void Two_names_of_one_form_have_two_pages()
    {
        var files = Written([
            Build(Generation("v6e", Model("org/a.b", "text-only"), Model("org_a.b", "text-only"), Model("ORG/A.B", "text-only"))),
        ]);

        files
            .Keys.Count(path => path.StartsWith("models/", StringComparison.Ordinal) && path.EndsWith(".html", StringComparison.Ordinal))
            .ShouldBe(3);
        files
            .Where(file => file.Key.StartsWith("models/", StringComparison.Ordinal) && file.Key.EndsWith(".html", StringComparison.Ordinal))
            .Select(file => Parser.ParseDocument(file.Value).QuerySelector("h1")!.TextContent)
            .ShouldBe(["org/a.b", "org_a.b", "ORG/A.B"], ignoreOrder: true);
    }

    [Fact]
    public void Pages_of_what_is_no_longer_published_go_with_the_next_run_and_other_files_stay()
    {
        var files = new MemoryFileTree(("mine.html", "mine"));
        SiteWriter.Write(
            HistoryOf(Build(Generation("v6e", Model("org/old", "text-only")))),
            new SiteSettings(),
            files,
            Night,
            TestContext.Current.CancellationToken
        );
        files.Write("files.txt", files.Read("files.txt") + "../outside.html\nREADME.md\n");
        files.Write("README.md", "mine");

        SiteWriter.Write(
            HistoryOf(Build(Generation("v6e", Model("org/new", "text-only")))),
            new SiteSettings(),
            files,
            Night,
            TestContext.Current.CancellationToken
        );

        files.List("models").ShouldBe(["models/org_new.html", "models/org_new.json"]);
        files.List("badges").ShouldBe(["badges/org_new.svg", "badges/org_new.v6e.svg"]);
        files.Read("mine.html").ShouldBe("mine");
        files.Read("README.md").ShouldBe("mine");
    }

    [Fact]
    public void A_run_that_is_ended_while_it_writes_leaves_its_pages_to_the_next_one()
    {
        using var ended = new CancellationTokenSource();
        var files = new MemoryFileTree();
        SiteWriter.Write(
            HistoryOf(Build(Generation("v6e", Model("org/old", "text-only")))),
            new SiteSettings(),
            files,
            Night,
            TestContext.Current.CancellationToken
        );
        var other = HistoryOf(Build(Generation("v6e", Model("org/other", "text-only"))));
        var next = HistoryOf(Build(Generation("v6e", Model("org/new", "text-only"))));

        ended.Cancel();
        Should.Throw<OperationCanceledException>(() => SiteWriter.Write(other, new SiteSettings(), files, Night, ended.Token));
        files.List("models").ShouldBe(["models/org_old.html", "models/org_old.json"]);

        SiteWriter.Write(next, new SiteSettings(), files, Night, TestContext.Current.CancellationToken);
        files.List("models").ShouldBe(["models/org_new.html", "models/org_new.json"]);
    }

    [Fact]
    public void Feeds_tell_what_changed_newest_first_with_absolute_links()
    {
        BuildResults At(int day, Status status) =>
            Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing, status))) with
            {
                Publication = new Publication("auto", Night.AddDays(day)),
            };
        var files = Written([At(0, Status.Passing), At(1, Status.Failing), At(2, Status.Failing), At(3, Status.Passing)]);

        XNamespace atom = "http://www.w3.org/2005/Atom";
        var feed = XDocument.Parse(files["feeds/all.atom"]).Root!;
        feed.Name.ShouldBe(atom + "feed");
        feed.Elements(atom + "entry")
            .Select(entry => entry.Element(atom + "title")!.Value)
            .ShouldBe(["2026-08-25: 1 newly works", "2026-08-23: 1 broke"]);
        feed.Element(atom + "updated")!.Value.ShouldBe("2026-08-25T09:30:00Z");
        feed.Elements(atom + "link")
            .Select(link => $"{link.Attribute("rel")!.Value} {link.Attribute("href")!.Value}")
            .ShouldBe(["self https://example.org/tpu/feeds/all.atom", "alternate https://example.org/tpu/index.html"]);
        feed.Descendants(atom + "id").Select(id => id.Value).ShouldBeUnique();
        feed.Descendants(atom + "link").Last().Attribute("href")!.Value.ShouldBe("https://example.org/tpu/nights/2026-08-23.html");
        feed.Descendants(atom + "content").First().Value.ShouldContain("<a href=\"https://example.org/tpu/models/Qwen_Qwen3-4B.html\">");
        XDocument.Parse(files["feeds/releases.atom"]).Root!.Elements(atom + "entry").ShouldBeEmpty();
    }

    [Fact]
    public void A_note_with_characters_that_XML_does_not_know_still_makes_a_feed()
    {
        BuildResults At(int day, Status status) =>
            Build(
                Generation(
                    "v6e",
                    new SubjectResults(
                        SubjectName.Parse("a")!,
                        SubjectKind.Model,
                        new Category("text-only"),
                        [new StageResult("Accuracy/Correctness", status) { Note = "bell \u0007, half a pair \ud83d, ok 🧪" }]
                    )
                )
            ) with
            {
                Publication = new Publication("auto", Night.AddDays(day)),
            };

        XDocument.Parse(Written([At(0, Status.Passing), At(1, Status.Failing)])["feeds/all.atom"]).Root!.Value.ShouldContain("ok 🧪");
    }

    [Theory]
    [InlineData("passing passing", "passing passing passing", "v6e works · v7x works")]
    [InlineData("passing failing", "passing passing", "v6e fails · v7x works")]
    [InlineData("passing passing failing", "passing passing", "v6e limited · v7x works")]
    [InlineData("not-enough-hbm", "passing", "v6e too large · v7x limited")]
    [InlineData("untested", "untested", "v6e untested · v7x untested")]
    public void A_badge_tells_on_which_TPUs_a_model_works(string v6e, string v7x, string message)
    {
        var files = Written([
            Build(Generation("v6e", Model("a/b", "text-only", Parsed(v6e))), Generation("v7x", Model("a/b", "text-only", Parsed(v7x)))),
        ]);

        XDocument.Parse(files["badges/a_b.svg"]).Root!.Attribute("aria-label")!.Value.ShouldBe($"vLLM TPU: {message}");
    }

    [Fact]
    public void A_badge_looks_as_it_did() =>
        Golden.Matches(
            Written([
                Build(
                    Generation("v6e", Model("a/b", "text-only", Status.Passing, Status.Passing)),
                    Generation("v7x", Model("a/b", "text-only", Status.Passing, Status.Failing))
                ),
            ])["badges/a_b.svg"],
            "Site/badge.golden.svg");

    [Theory]
    [InlineData("index.html")]
    [InlineData("nightly.html")]
    [InlineData("features.html")]
    [InlineData("compare.html")]
    [InlineData("flaky.html")]
    [InlineData("publications.html")]
    [InlineData("404.html")]
    [InlineData("models/Qwen_Qwen3-4B.html")]
    [InlineData("features/Prefix_Caching.html")]
    [InlineData("releases/v0.12.0.html")]
    [InlineData("nights/2026-08-24.html")]
    [InlineData("support.json")]
    [InlineData("models/Qwen_Qwen3-4B.json")]
    [InlineData("sitemap.xml")]
    public void Each_kind_of_page_looks_as_it_did(string page) =>
        Golden.Matches(Written(FewPublications())[page], $"Site/{page.Replace('/', '-')}.golden");

    [Fact]
    public void Every_page_has_a_preview_a_canonical_address_and_the_same_as_JSON()
    {
        var files = Written(FewPublications());
        foreach (var (path, page) in files.Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            var document = Parser.ParseDocument(page);
            document
                .QuerySelector("meta[property='og:title']")!
                .GetAttribute("content")
                .ShouldEndWith("vLLM TPU support", Case.Sensitive, path);
            document.QuerySelector("meta[property='og:description']")!.GetAttribute("content").ShouldNotBeNullOrWhiteSpace(path);
            document
                .QuerySelector("meta[property='og:image']")!
                .GetAttribute("content")
                .ShouldBe("https://example.org/tpu/assets/card.png", path);
            document
                .QuerySelector("link[rel=canonical]")!
                .GetAttribute("href")
                .ShouldBe(path == "index.html" ? "https://example.org/tpu/" : $"https://example.org/tpu/{path}");
            var data = new Uri(
                new Uri($"file:///{path}"),
                document.QuerySelector("link[type='application/json']")!.GetAttribute("href")
            ).AbsolutePath[1..];
            System.Text.Json.JsonDocument.Parse(files[data]).RootElement.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        }

        files["sitemap.xml"].ShouldContain("<loc>https://example.org/tpu/models/Qwen_Qwen3-4B.html</loc>");
    }

    [Fact]
    public void A_page_of_thirty_models_is_light()
    {
        var files = Written(ManyPublications.Of(35, 12, "auto", "vllm"));

        // Page, style and script together, as a server sends them.
        (Zipped(files["index.html"]) + Zipped(files["assets/site.css"]) + Zipped(files["assets/site.js"])).ShouldBeLessThan(19_000);
    }

    [Fact]
    public void A_large_catalogue_is_shown_by_organisation_and_its_front_page_stays_light()
    {
        var files = Written(ManyPublications.Of(1200, 2, "auto"));

        (Zipped(files["index.html"]) + Zipped(files["assets/site.css"]) + Zipped(files["assets/site.js"])).ShouldBeLessThan(60_000);
        var index = Parser.ParseDocument(files["index.html"]);
        index.QuerySelectorAll("#mt tr[data-n]").Length.ShouldBe(500);
        index.QuerySelectorAll(".orgs a").Select(link => link.TextContent).ShouldContain("Qwen");
        var listed = Parser.ParseDocument(files["org/Qwen.html"]).QuerySelectorAll("tr[data-n]").Length;
        listed.ShouldBe(150);
        files["assets/names.js"].ShouldStartWith("window.allNames=[[");
    }

    [Fact]
    public void Stale_results_tell_their_date()
    {
        var old = new MemoryFileTree();
        SiteWriter.Write(
            HistoryOf(Build(Generation("v6e", Model("a/b", "text-only", Status.Passing)))),
            new SiteSettings(),
            old,
            Night.AddDays(30),
            TestContext.Current.CancellationToken
        );

        Parser
            .ParseDocument(old.Read("index.html")!)
            .QuerySelector("p.stale:not([hidden])")!
            .TextContent.ShouldBe("These results are old. The newest are of 22 Aug 2026.");
        Parser
            .ParseDocument(Written([Build(Generation("v6e", Model("a/b", "text-only")))])["index.html"])
            .QuerySelector("p.stale")!
            .HasAttribute("hidden")
            .ShouldBeTrue();
    }

    [Fact]
    public void A_model_that_is_no_longer_published_keeps_a_page_that_tells_so()
    {
        var files = Written(
        [
            Build(Generation("v6e", Model("a/gone", "text-only", Status.Passing, Status.Passing))) with
            {
                Publication = new Publication("auto", Night) { Release = "v0.11.0" },
            },
            Build(Generation("v6e", Model("a/b", "text-only", Status.Passing))) with
            {
                Publication = new Publication("auto", Night.AddDays(1)) { Release = "v0.12.0" },
            },
        ]);

        Parser
            .ParseDocument(files["models/a_gone.html"])
            .QuerySelector("p.stale:not([data-date])")!
            .TextContent.ShouldBe("No longer published. Last in v0.11.0.");
    }

    [Fact]
    public void A_kernel_is_called_by_its_own_name_so_that_its_variants_are_told_apart()
    {
        var page = Parser.ParseDocument(
            Written([
                Build(
                    Generation(
                        "v6e",
                        Feature("mla", "kernel support matrix microbenchmarks", Status.Passing),
                        Feature("mla-w8a8", "kernel support matrix microbenchmarks", Status.Failing)
                    )
                ),
            ])["features.html"]
        );

        page.QuerySelectorAll("tbody th[scope=row]").Select(cell => cell.TextContent).ShouldBe(["mla", "mla-w8a8"]);
    }

    [Fact]
    public void A_failing_stage_tells_since_when_between_which_commits_and_its_first_failing_job()
    {
        BuildResults At(int day, Status status) =>
            Build(
                Generation(
                    "v6e",
                    new SubjectResults(
                        SubjectName.Parse("a/b")!,
                        SubjectKind.Model,
                        new Category("text-only"),
                        [
                            new StageResult("UnitTest", Status.Passing),
                            new StageResult("Accuracy/Correctness", status)
                            {
                                JobUrl = WebAddress.Parse($"https://buildkite.com/o/p/builds/{day}#job"),
                                Note = status == Status.Failing ? "score 0.7" : null,
                            },
                        ]
                    )
                )
            ) with
            {
                Publication = new Publication("auto", Night.AddDays(day))
                {
                    Commits = new Publication("auto", Night).Commits.Add("tpu-inference", $"{day}aaaaaaaaaaaa"),
                },
            };
        var page = Parser.ParseDocument(Written([At(0, Status.Passing), At(1, Status.Failing), At(2, Status.Failing)])["models/a_b.html"]);

        var fix = page.QuerySelector(".fix")!;
        fix.TextContent.Trim()
            .ShouldBe(
                "Accuracy on v6e with auto failing since 23 Aug 2026 (2 nights; 2 of 3 failed). Last pass 22 Aug. Commits "
                    + "0aaaaaaaa..1aaaaaaaa. First failing job. score 0.7. Open an issue."
            );
        fix.QuerySelectorAll("a")
            .Select(link => link.GetAttribute("href"))
            .Take(2)
            .ShouldBe([
                "https://github.com/vllm-project/tpu-inference/compare/0aaaaaaaaaaaa...1aaaaaaaaaaaa",
                "https://buildkite.com/o/p/builds/1#job",
            ]);
    }

    private static readonly HashSet<string> Allowed =
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "footer",
        "p",
        "h1",
        "h2",
        "strong",
        "span",
        "small",
        "br",
        "code",
        "img",
        "form",
        "label",
        "input",
        "select",
        "option",
        "button",
        "output",
        "div",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "wbr",
        "details",
        "summary",
        "figure",
        "figcaption",
        "svg", "symbol", "path", "use", "rect", "circle", "line", "b", "h3", "kbd", "dl", "dt", "dd", "section", "pre",
    ];

    private static Status[] Parsed(string statuses) => [.. statuses.Split(' ').Select(word => StatusSpellings.Parse(word)!)];

    // A flaky model, one that broke, one that is new, one that another implementation does not serve; two releases and three nights.
    private static BuildResults[] FewPublications()
    {
        BuildResults At(int day, string? release, string implementation, Status answers, double speed) =>
            Build(
                Generation(
                    "v6e",
                    Measured("Qwen/Qwen3-4B", answers, speed),
                    Model("deepseek-ai/DeepSeek-R1", "text-only", Status.NotEnoughHbm),
                    Feature("Prefix Caching", "feature support matrix", Status.Passing, Status.Passing)
                ),
                Generation(
                    "v7x",
                    Measured("Qwen/Qwen3-4B", Status.Passing, speed * 1.5),
                    Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Passing, Status.Passing),
                    Model(
                        "google/gemma-3-27b-it",
                        "multimodal",
                        Status.Passing,
                        implementation == "vllm" ? Status.Failing : Status.Passing,
                        Status.Passing
                    ),
                    Model("zai-org/GLM-5", "text-only"),
                    Feature("Prefix Caching", "feature support matrix", Status.Declared, Status.Declared)
                )
            ) with
            {
                Publication = new Publication(implementation, Night.AddDays(day))
                {
                    Release = release,
                    Commits = new Publication("", Night).Commits.Add("tpu-inference", $"{day}{new string('a', 39)}"),
                },
            };
        return
        [
            At(-9, "v0.11.0", "auto", Status.Passing, 10),
            At(-4, "v0.12.0", "auto", Status.Failing, 11.5),
            At(-4, "v0.12.0", "vllm", Status.Passing, 9),
            At(0, null, "auto", Status.Passing, 11),
            At(1, null, "auto", Status.Failing, 11.25),
            At(2, null, "auto", Status.Passing, 11.5),
            At(2, null, "vllm", Status.Passing, 9.25),
        ];
    }

    private static SubjectResults Measured(string name, Status answers, double speed) =>
        new(
            SubjectName.Parse(name)!,
            SubjectKind.Model,
            new Category("text-only"),
            [
                new StageResult("UnitTest", Status.Passing) { Duration = TimeSpan.FromMinutes(4) },
                new StageResult("Accuracy/Correctness", answers)
                {
                    Note = answers == Status.Failing ? "score 0.7, target 0.85" : null,
                    JobUrl = WebAddress.Parse("https://buildkite.com/tpu-commons/tpu-inference-ci/builds/7#1"),
                    Measurements =
                    [
                        new Measurement(Metric.Of("exact_match", MetricUnit.Fraction), answers == Status.Failing ? 0.7 : 0.86)
                        {
                            Target = 0.85,
                        },
                    ],
                },
                new StageResult("Benchmark", Status.Passing)
                {
                    Measurements = [new Measurement(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), speed) { Target = 10 }],
                    Setup = new TestSetup
                    {
                        Chips = 1,
                        ServeCommand = "vllm serve Qwen/Qwen3-4B --tensor-parallel-size 1 --max-model-len 2048",
                        Target = 10,
                    },
                },
            ]
        )
        {
            Architecture = "Qwen3ForCausalLM",
        };

    private static string Shown(string name) => name.Replace("<br>", " ", StringComparison.Ordinal);

    private static int Zipped(string text)
    {
        using var memory = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Optimal))
            zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return (int)memory.ToArray().Length;
    }

    private static Dictionary<string, string> Written(IEnumerable<BuildResults> publications)
    {
        var files = new MemoryFileTree();
        var history = HistoryOf(publications);
        SiteWriter.Write(
            history,
            MatrixDefinitions.BuiltIn.Site with
            {
                Address = WebAddress.Parse("https://example.org/tpu/"),
            },
            files,
            history.Editions.Max(edition => edition.Date)
        );
        return files.List("").ToDictionary(path => path, path => files.Read(path)!);
    }
}
