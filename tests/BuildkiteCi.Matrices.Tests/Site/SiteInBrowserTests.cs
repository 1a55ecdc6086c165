using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace BuildkiteCi.Matrices.Tests.Site;

/// <summary>The site as its readers use it, in chromium.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SiteInBrowserTests(WrittenSite site, Browser browser) : IClassFixture<WrittenSite>
{
    private static readonly string[] Kinds =
    [
        "index.html",
        "nightly.html",
        "features.html",
        "compare.html",
        "flaky.html",
        "publications.html",
        "releases/v0.11.0.html",
        "nights/2026-07-09.html",
        "models/Qwen_Qwen3-0B.html",
        "features/Feature_9.html",
        "404.html",
    ];

    [Fact]
    public async Task Searching_answers_with_verdicts_and_the_line_that_CI_runs_and_stands_in_the_address()
    {
        var page = await OpenAsync("index.html");

        await SearchBox(page).FillAsync("gema 26b");

        await Assertions.Expect(page.Locator("#ans .hit a")).ToHaveTextAsync("google/gemma-3-26B");
        (await page.Locator("#ans dt").AllTextContentsAsync()).ShouldBe(["v6e", "v7x"]);
        string.Concat(await page.Locator("#ans dd").AllTextContentsAsync()).ShouldContain("8 chips");
        (await page.Locator("#ans pre").TextContentAsync())!.ShouldStartWith("vllm serve some/model \\\n  --tensor-parallel-size 8");
        (await NamesAsync(page)).ShouldBe(["google/gemma-3-26B"]);
        page.Url.ShouldEndWith("?q=gema+26b");
        await page.ReloadAsync();
        (await NamesAsync(page)).ShouldBe(["google/gemma-3-26B"]);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Escape");
        (await page.Locator("#ans").IsVisibleAsync()).ShouldBeFalse();
        new Uri(page.Url).Query.ShouldBe("");
    }

    [Fact]
    public async Task A_search_without_a_hit_tells_so_and_clears()
    {
        var page = await OpenAsync("index.html?q=zzzz+qwen3");

        (await page.Locator("#none").TextContentAsync())!.ShouldStartWith("Nothing here is called “zzzz qwen3”.");
        (await page.Locator("#none li").AllTextContentsAsync()).ShouldContain("Ask for it");
        await page.Locator("#none a", new() { HasTextString = "Clear" }).ClickAsync();
        (await NamesAsync(page)).Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Chips_and_my_TPU_work_together_and_an_address_brings_them_back()
    {
        var page = await OpenAsync("index.html");

        await page.GetByRole(AriaRole.Button, new() { Name = "v7x", Exact = true }).ClickAsync();
        await page.Locator(".chip[data-f=ws]").ClickAsync();
        await page.Locator(".chip[data-k=Text]").ClickAsync();
        var names = await NamesAsync(page);

        names.ShouldNotBeEmpty();
        new Uri(page.Url).Query.ShouldBe("?tpu=v7x&show=ws&type=Text");
        var other = await OpenAsync("index.html" + new Uri(page.Url).Query);
        (await NamesAsync(other)).ShouldBe(names);
        (await other.Locator(".chip[data-f=ws]").GetAttributeAsync("aria-pressed")).ShouldBe("true");
        (await other.Locator("th.g0:visible").CountAsync()).ShouldBe(0);
        foreach (var row in await other.Locator("#mt tbody tr[data-n]:visible").AllAsync())
            (await row.GetAttributeAsync("data-v"))![1].ShouldBeOneOf('w', 's');
    }

    [Fact]
    public async Task Any_two_releases_are_compared_and_the_address_keeps_them()
    {
        var page = await OpenAsync("compare.html");
        var before = await page.Locator("#out").InnerTextAsync();

        await page.GetByLabel("From").SelectOptionAsync("v0.10.0");
        await page.GetByLabel("To").SelectOptionAsync("v0.11.0");

        new Uri(page.Url).Query.ShouldBe("?from=v0.10.0&to=v0.11.0");
        // The script and the page that was written agree about the newest release and the one before it.
        var counts = await page.Locator(".sum b").AllTextContentsAsync();
        var written = await OpenAsync("compare.html", new() { JavaScriptEnabled = false });
        (await written.Locator(".sum b").AllTextContentsAsync()).ShouldBe(counts);
        before.ShouldContain("Broke");
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        var page = await OpenAsync("index.html");

        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Skip to the results");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("gemma-3-26b");
        (await NamesAsync(page)).ShouldBe(["google/gemma-3-26B"]);
        await TabToAsync(page, ".chip[data-f=ws]");
        await page.Keyboard.PressAsync("Space");
        (await page.Locator(".chip[data-f=ws]").GetAttributeAsync("aria-pressed")).ShouldBe("true");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".chip[data-f=ws]")).ToHaveAttributeAsync("aria-pressed", "false");
        await SearchBox(page).FocusAsync();
        await Assertions.Expect(page.Locator("#ans .hit a")).ToHaveTextAsync("google/gemma-3-26B");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(site.Address + "models/google_gemma-3-26B.html", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task Without_a_script_every_verdict_reads_and_nothing_that_needs_one_is_shown()
    {
        var page = await OpenAsync("index.html", new() { JavaScriptEnabled = false });

        (await page.Locator(".jsonly:visible").CountAsync()).ShouldBe(0);
        (await page.Locator("#mt tr[data-n]:visible").CountAsync()).ShouldBe(28);
        await page.Locator("#mt tr[data-n] a").First.ClickAsync();
        page.Url.ShouldContain("/models/");
        (await page.Locator(".card .say").CountAsync()).ShouldBe(2);
        (await page.Locator("svg.strip").CountAsync()).ShouldBeGreaterThan(2);
        (await page.Locator("img[src*=badges]").EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 50")).ShouldBeTrue();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task No_page_is_wider_than_its_window(int width)
    {
        foreach (var kind in Kinds)
        {
            var page = await OpenAsync(
                kind,
                new()
                {
                    ColorScheme = width == 390 ? ColorScheme.Dark : ColorScheme.Light,
                    ViewportSize = new() { Width = width, Height = 800 },
                }
            );

            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, kind);
            if (width == 390)
                (await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(15, 18, 22)");
            await ScreenshotAsync(page, $"{width}-{kind}");
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task No_page_complains_and_none_asks_anybody_else()
    {
        foreach (
            var kind in Kinds.Append(
                "models/" + Path.GetFileName(Directory.GetFiles(Path.Combine(site.Folder, "models"), "__script*.html").Single())
            )
        )
            await (await OpenAsync(kind)).CloseAsync();

        browser.Complaints.ShouldBeEmpty();
        browser.Asked.ShouldAllBe(address => address.StartsWith(site.Address) || address.StartsWith("file:"));
    }

    [Fact]
    public async Task The_site_works_from_a_disk_too()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(new Uri(Path.Combine(site.Folder, "index.html")).AbsoluteUri);

        await SearchBox(page).FillAsync("gemma");

        (await NamesAsync(page)).ShouldAllBe(name => name.Contains("gemma"));
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_up_to_no_good_shows_as_itself()
    {
        var page = await OpenAsync("index.html");

        await SearchBox(page).FillAsync("onerror");

        (await NamesAsync(page)).ShouldBe([WrittenSite.Hostile]);
        await Assertions.Expect(page.Locator("#ans .hit a")).ToHaveTextAsync(WrittenSite.Hostile);
        await SearchBox(page).FillAsync(WrittenSite.Hostile + " zzzz");
        (await page.Locator("#none").TextContentAsync())!.ShouldContain(WrittenSite.Hostile + " zzzz");
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Axe_finds_nothing()
    {
        foreach (var kind in Kinds)
        {
            var page = await OpenAsync(kind, new() { ColorScheme = ColorScheme.Light, BypassCSP = true });
            if (kind == "index.html") await SearchBox(page).FillAsync("qwen3");

            Found(await page.RunAxe()).ShouldBeEmpty(kind);
            // Nothing but the colours is another one in the dark.
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            Found(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }))
                .ShouldBeEmpty($"{kind} in the dark");
            await page.CloseAsync();
        }
    }

    private static IEnumerable<string> Found(AxeResult result) =>
        result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}");

    private static ILocator SearchBox(IPage page) => page.Locator("#q");

    private async Task<IPage> OpenAsync(string address, BrowserNewContextOptions? options = null)
    {
        var page = await browser.OpenAsync(options);
        await page.GotoAsync(site.Address + address);
        return page;
    }

    // SITE_SCREENSHOTS names a folder in which people look at the pages.
    private static async Task ScreenshotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SITE_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name.Replace('/', '-') + ".png") });
    }

    private static async Task<string[]> NamesAsync(IPage page) =>
        [.. await page.Locator("#mt tr[data-n]:visible > th").AllTextContentsAsync()];

    private static Task<string> FocusAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent");

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
        }

        Assert.Fail($"60 presses of Tab do not reach {selector}");
    }
}
