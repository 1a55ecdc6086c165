using BuildkiteCi.Benchmarks.Reports;
using Microsoft.Playwright;

namespace BuildkiteCi.Benchmarks.Tests.Reports;

/// <summary>The report as its readers see it, in chromium: on a desk, on a phone, in the dark. <c>SCREENSHOTS=DIR</c> keeps
/// pictures.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportInBrowserTests(Browser browser) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> requests = [];
    private readonly List<string> complaints = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_page_asks_for_nothing_and_complains_about_nothing()
    {
        var page = await OpenAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1300, Height = 900 } });

        await KeepAsync(page, "desk");
        requests.ShouldHaveSingleItem().ShouldStartWith("file://");
        complaints.ShouldBeEmpty();
        (await page.Locator(".chart svg:visible").CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task Filters_leave_the_series_that_match_and_the_address_keeps_them()
    {
        var page = await OpenAsync(new BrowserNewContextOptions());

        await page.GetByLabel("Case").FillAsync("qwen");
        (await page.Locator(".chart:visible").CountAsync()).ShouldBe(2);
        (await page.Locator(".event:visible h3").AllTextContentsAsync()).ShouldHaveSingleItem().ShouldContain("2 metrics of 1 case");
        await page.GetByLabel("Metric").SelectOptionAsync("p99_e2el_ms");
        (await page.Locator(".chart:visible").CountAsync()).ShouldBe(1);
        (await page.Locator("tr[data-i]:visible").CountAsync()).ShouldBe(1);
        (await page.Locator("#state").TextContentAsync()).ShouldBe("1 series");
        await page.ReloadAsync();
        (await page.Locator(".chart:visible").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Case").FillAsync("");
        await page.GetByLabel("Metric").SelectOptionAsync("");
        await page.GetByLabel("changed only").CheckAsync();
        (await page.Locator(".chart:visible").CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task An_earlier_configuration_is_a_tick_away_and_a_change_leads_to_its_commits()
    {
        var page = await OpenAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1300, Height = 900 } });

        await page.GetByLabel("earlier configurations").CheckAsync();

        (await page.Locator(".chart:visible").CountAsync()).ShouldBe(6);
        (await page.GetByText("until 2026-04-24").CountAsync()).ShouldBe(1);
        (await page.GetByText("before it fedcba987654").CountAsync()).ShouldBe(1);
        await KeepAsync(page, "desk-earlier");
        var cause = await page.Locator(".chart a").First.GetAttributeAsync("href");
        cause.ShouldStartWith("#2026-");
        (await page.Locator($"[id='{cause![1..]}'] a").First.GetAttributeAsync("href")).ShouldStartWith(
            "https://github.com/vllm-project/tpu-inference/compare/"
        );
    }

    [Fact]
    public async Task A_night_can_be_pointed_at_a_range_zoomed_and_the_scale_made_logarithmic()
    {
        var page = await OpenAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1300, Height = 900 } });
        var chart = page.Locator(".chart").First;
        await chart.ScrollIntoViewIfNeededAsync();
        await page.WaitForSelectorAsync(".chart[data-drawn]");
        var box = (await chart.Locator("svg").BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(box.X + box.Width - 12, box.Y + box.Height / 2);
        var tip = (await chart.Locator(".tip").TextContentAsync())!;
        tip.ShouldMatch(@"^1[01]\.[0-9]+ req/s on 2026-08-2[0-2], c01[0-9]{9}, vllm a0002[0-9]{7}, the run's job$");
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width - 12, box.Y + box.Height / 2);
        await page.Mouse.UpAsync();
        (await chart.Locator("svg text.tick").AllTextContentsAsync()).ShouldNotContain("2026-03-26");
        await chart.GetByText("show all nights").ClickAsync();
        (await chart.Locator("svg text.tick").AllTextContentsAsync()).ShouldContain("2026-03-26");
        await page.GetByLabel("log scale").CheckAsync();
        await page.GetByLabel("compare with the one before").CheckAsync();
        (await page.Locator(".chart polyline.before").CountAsync()).ShouldBeLessThanOrEqualTo(1);
        await KeepAsync(page, "desk-log");
        complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, "phone-light")]
    [InlineData(ColorScheme.Dark, "phone-dark")]
    public async Task On_a_phone_nothing_stands_over_the_edge(ColorScheme scheme, string picture)
    {
        var page = await OpenAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new() { Width = 360, Height = 740 },
                ColorScheme = scheme,
                IsMobile = true,
                HasTouch = true,
            }
        );

        await KeepAsync(page, picture);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
    }

    [Fact]
    public async Task In_the_dark_text_is_light_on_dark()
    {
        var page = await OpenAsync(
            new BrowserNewContextOptions
            {
                ColorScheme = ColorScheme.Dark,
                ViewportSize = new() { Width = 1300, Height = 900 },
            }
        );

        await KeepAsync(page, "desk-dark");
        var (ground, ink) = (await LightnessAsync("backgroundColor"), await LightnessAsync("color"));
        ground.ShouldBeLessThan(60);
        ink.ShouldBeGreaterThan(200);

        async Task<double> LightnessAsync(string property) =>
            await page.EvaluateAsync<double>(
                $"getComputedStyle(document.body).{property}.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3"
            );
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        var page = await browser.OpenAsync(options);
        page.Request += (_, request) => requests.Add(request.Url);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync(new Uri(folder.Write("report.html", ReportPage.Write(SampleReport.Make()))).AbsoluteUri);
        return page;
    }

    private static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { } target)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(target, $"report-{name}.png"), FullPage = true });
    }
}
