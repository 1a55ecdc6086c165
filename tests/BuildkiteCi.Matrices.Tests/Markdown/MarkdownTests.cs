using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Markdown;
using BuildkiteCi.Matrices.Results;
using CsCheck;
using Markdig;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Markdown;

public sealed class MarkdownTests
{
    private static readonly BuildResults Results = Build(
        Generation("v6e",
            Measured(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing)) with
            {
                Architecture = "Qwen3ForCausalLM",
            },
            Linked(Model("google/gemma-3-27b-it", "multimodal", Status.Passing, Status.Failing)),
            Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.NotEnoughHbm, Status.Untested, Status.Untested),
            Model("mistralai/Mistral-Small-4-119B-2603/text-only", "text-only", Status.Untested, Status.Passing),
            Feature("Prefix Caching", "feature support matrix", Status.Passing, Status.Passing),
            Feature("a | b <script>", "feature support matrix", Status.Failing),
            Feature("TP", "parallelism support matrix", Status.Passing, Status.Passing, Status.Planned, Status.Planned),
            Feature("INT8 W8A8", "quantization support matrix", Status.Beta, Status.Untested),
            Feature("gmm-w8a8", "kernel support matrix microbenchmarks", Status.Passing, Status.Passing),
            Feature("mla-w16a16", "kernel support matrix microbenchmarks", Status.Passing, Status.Failing),
            Feature("generic ragged paged attention v3", "kernel support matrix microbenchmarks", Status.Passing, Status.Passing)),
        Generation("v7x",
            Measured(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing)),
            Model("google/gemma-3-27b-it", "multimodal", Status.Passing, Status.Passing),
            Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.Passing, Status.Passing, Status.Passing),
            Feature("Prefix Caching", "feature support matrix", Status.Passing, Status.Passing),
            Feature("TP", "parallelism support matrix", Status.Passing, Status.Untested, Status.Passing, Status.Passing),
            Feature("gmm-w8a8", "kernel support matrix microbenchmarks", Status.Passing, Status.Passing))) with
    {
        Publication = new Publication("auto", Night)
        {
            Release = "v0.13.2rc1",
            BuildUrl = WebAddress.Parse("https://buildkite.com/tpu-commons/tpu-inference-ci/builds/7"),
            Commits = new Publication("auto", Night).Commits.Add("vllm", "0123456789abcdef0123456789abcdef01234567"),
        },
    };

    [Fact]
    public void The_page_of_models_shows_every_stage_on_every_generation() =>
        Golden.Matches(ModelsOf(Results), "Markdown/models.golden.md");

    [Fact]
    public void The_page_of_features_shows_features_by_hardware_and_then_by_category() =>
        Golden.Matches(FeaturesOf(Results), "Markdown/features.golden.md");

    [Fact]
    public void A_page_without_a_row_says_so()
    {
        ModelsOf(Build(Generation("v6e")))
            .ShouldStartWith("# Supported models on TPU\n\nTested for the nightly build (22 Aug 2026).\n\n- ✅ **Works.**");
        ModelsOf(Build(Generation("v6e"))).ShouldEndWith("\n\n_No results._\n");
        FeaturesOf(Build(Generation("v6e"))).ShouldEndWith("\n\n_No results._\n");
    }

    [Fact]
    public void A_note_tells_where_another_implementation_differs()
    {
        var auto = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing)));
        var vllm = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Failing, Status.Passing))) with
        {
            Publication = new Publication("vllm", Night),
        };
        var history = HistoryOf(auto, vllm);

        var page = MarkdownPages.Models(history, history.NewestNight!, "auto");

        page.ShouldContain("[^1] |");
        page.ShouldEndWith("\n\n[^1]: Fails: accuracy test with vllm.\n");
        MarkdownPages.Models(history, history.NewestNight!, "vllm").ShouldContain("❌&nbsp;Fails: accuracy test |");
    }

    [Fact]
    public void A_README_gets_short_tables_and_keeps_everything_else()
    {
        const string Readme = """
            # tpu-inference

            ```markdown
            <!-- START: models -->
            <!-- END: models -->
            ```

            <!-- START: models -->
            old
            <!-- END: models -->
            between
            <!-- START: quantization --><!-- END: quantization -->
            <!-- START: kernel_microbenchmarks -->
            <!-- END: kernel_microbenchmarks -->
            <!-- START: feature_support_matrix -->
            <!-- END: feature_support_matrix -->
            <!-- START: parallelism -->
            <!-- END: parallelism -->
            <!-- START: rl_support_matrix -->
            <!-- END: rl_support_matrix -->
            after
            """;

        var updated = Update(Readme);

        updated.Diagnostics.ShouldBeEmpty();
        Golden.Matches(updated.Value!.Text, "Markdown/README.golden.md");
        Update(updated.Value.Text).Value!.Text.ShouldBe(updated.Value.Text);
    }

    [Fact]
    public void A_README_with_CRLF_keeps_them()
    {
        var updated = Update("a\r\n<!-- START: models -->\r\n<!-- END: models -->\r\nb").Value!.Text;

        updated.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
        updated.ShouldStartWith("a\r\n<!-- START: models -->\r\n\r\n| Model |");
        updated.ShouldEndWith("|\r\n\r\n<!-- END: models -->\r\nb");
    }

    [Fact]
    public void Every_wrong_marker_is_reported_where_it_stands_and_nothing_is_written()
    {
        var updated = Update("""
            <!-- START: models -->
            <!-- START: features -->
            <!-- END: features -->
            <!-- START: features -->
            <!-- END: features -->
              <!-- END: rl_support_matrix -->
            <!-- START: modles -->
            <!-- START: kernels -->
            """);

        updated.Value.ShouldBeNull();
        updated.Diagnostics.Select(diagnostic => diagnostic.ToString()).ShouldBe(
        [
            "README.md:7:1: warning M013: there is no matrix 'modles', so this marker is left alone; did you mean 'models'?",
            "README.md:1:1: error M011: 'models' does not end before 'features' starts; add '<!-- END: models -->' before line 2",
            "README.md:4:1: error M012: 'features' starts a second time; remove one of the two pairs of markers",
            "README.md:6:3: error M011: 'rl_support_matrix' ends here and did not start; add '<!-- START: rl_support_matrix -->' above",
            "README.md:8:1: error M011: 'kernels' does not end; add '<!-- END: kernels -->' below",
        ]);
    }

    [Fact]
    public void A_README_with_markers_of_its_own_gets_what_ci_yml_maps_them_to_and_others_stay()
    {
        const string Readme = """
            <!-- START: issue_badges -->
            [![bug](https://example.org/bug.svg)](https://example.org)
            <!-- END: issue_badges -->
            *Last updated*
            <!-- START: last_updated -->
            <!-- END: last_updated -->
            <!-- START: status_legend -->
            <!-- END: status_legend -->
            <!-- START: release_model_support -->
            <!-- END: release_model_support -->
            <!-- START: release_core_features -->
            <!-- END: release_core_features -->
            <!-- START: nightly_model_support -->
            of the last night
            <!-- END: nightly_model_support -->
            <!-- START: issue_badges -->
            a second time
            <!-- END: issue_badges -->
            <!-- START: contributors -->
            <!-- END: contributors -->
            """;

        var updated = Update(Readme);

        updated.Diagnostics.ShouldBeEmpty();
        var text = updated.Value!.Text;
        text.ShouldContain(
            "<!-- START: last_updated -->\n\nTested for **v0\\.13\\.2rc1** (22 Aug 2026)".Replace("\\.", ".", StringComparison.Ordinal)
        );
        text.ShouldContain("<!-- START: status_legend -->\n\n- ✅ **Works.** Answers are right");
        text.ShouldContain("<!-- START: release_model_support -->\n\n| Model | Type | v6e | v7x |");
        text.ShouldContain("<!-- START: release_core_features -->\n\n| Feature | v6e | v7x |");
        text.ShouldContain("<!-- START: nightly_model_support -->\nof the last night\n<!-- END: nightly_model_support -->");
        text.ShouldContain("a second time");
    }

    [Fact]
    public void A_README_that_only_shows_releases_is_no_error_for_a_night() =>
        MarkedSections
            .Update(
                new SourceFile("README.md", "<!-- START: release_model_support -->\nold\n<!-- END: release_model_support -->\n"),
                ReadmeSections.Of(HistoryOf(Build()), Build()),
                ReadmeSections.Names(MatrixDefinitions.BuiltIn)
            )
            .Value!.Text.ShouldContain("old");

    [Fact]
    public void A_marker_can_ask_for_the_roll_up_of_the_scripts_in_use()
    {
        var definitions = MatrixDefinitions.BuiltIn with
        {
            Markers = [new ReadmeMarker("tested", "models") { Content = MarkerContent.RollUp }],
        };
        var history = new Matrices.History.SupportHistoryBuilder(definitions).Add(Results).Build();

        ReadmeSections
            .Of(history, Results)["tested"]
            .ShouldStartWith("| Model | Type | UnitTest | Accuracy/Correctness | Benchmark |\n| --- |");
        ReadmeSections.Of(history, Results)["tested"].ShouldContain("| ✅ Passing | ❌ Failing | ❓ Untested |");
    }

    [Fact]
    public void A_text_between_tags_shows_as_itself_and_adds_no_structure()
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();
        var text = Gen.String[Gen.Char["ab|\\`*_{}[]<>()#+-.!~&$@:\"'\n =;/é"], 1, 12];

        text.Sample(
            name =>
            {
                var cell = $"<b>{MarkdownText.InHtml($"x{name}x")}</b>";

                var html = Markdig.Markdown.ToHtml(MarkdownText.Table(["a", "b"], [[cell, "y"]]), pipeline);

                var shown = html.Split("<td><b>")[1].Split("</b></td>")[0];
                System.Net.WebUtility.HtmlDecode(shown).ShouldBe($"x{name.Replace('\n', ' ')}x", html);
                shown.ShouldNotContain('<', html);
            },
            iter: 1000
        );
    }

    [Fact]
    public void A_name_shows_as_itself_and_adds_no_structure()
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();
        var text = Gen.String[Gen.Char["ab|\\`*_{}[]<>()#+-.!~&$@:\"'\n =;/é"], 1, 12];

        text.Sample(name =>
        {
            var html = Markdig.Markdown.ToHtml(MarkdownText.Table(["a", "b"], [[MarkdownText.Plain($"x{name}x"), "y"]]), pipeline);

            var cells = System.Text.RegularExpressions.Regex.Matches(
                html,
                "<td>(?<text>[^<]*)</td>",
                System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            );
            cells
                .Select(cell => System.Net.WebUtility.HtmlDecode(cell.Groups["text"].Value))
                .ShouldBe([$"x{name.Replace('\n', ' ')}x", "y"], html);
        },
            iter: 2000
        );
    }

    private static Diagnosed<SourceFile> Update(string text) =>
        MarkedSections.Update(
            new SourceFile("README.md", text),
            ReadmeSections.Of(HistoryOf(Results), Results),
            ReadmeSections.Names(MatrixDefinitions.BuiltIn)
        );

    private static SubjectResults Measured(SubjectResults subject) =>
        subject with
        {
            Stages =
            [
                .. subject.Stages.Select(stage =>
                    stage.Stage == "Benchmark"
                        ? stage with
                        {
                            Measurements =
                            [
                                new Measurement(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), 11.4231) { Target = 11 },
                            ],
                        }
                        : stage
                ),
            ],
        };

    private static SubjectResults Linked(SubjectResults subject) => subject with
    {
        Stages =
        [
            .. subject.Stages.Select(stage => stage.Status != Status.Failing ? stage : stage with
            {
                JobUrl = WebAddress.Parse("https://buildkite.com/tpu-commons/tpu-inference-ci/builds/7#018f"),
                IssueUrl = WebAddress.Parse("https://github.com/vllm-project/tpu-inference/issues/12"),
                Note = "score 0.71 below 0.75",
            }),
        ],
    };

    private static string ModelsOf(BuildResults results) => MarkdownPages.Models(HistoryOf(results), HistoryOf(results).Newest!, "auto");

    private static string FeaturesOf(BuildResults results) =>
        MarkdownPages.Features(HistoryOf(results), HistoryOf(results).Newest!, "auto");
}
