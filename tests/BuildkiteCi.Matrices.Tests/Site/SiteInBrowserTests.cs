using Microsoft.Playwright;

namespace BuildkiteCi.Matrices.Tests.Site;

/// <summary>The site as its readers use it, in chromium.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SiteInBrowserTests(WrittenSite site, Browser browser) : IClassFixture<WrittenSite>
{
    private static readonly string[] Kinds = ["index.html", "features.html", "publications.html", "works-on-v6e.html", "publications/default-v0.11.0.html", "models/Qwen_Qwen3-0B.html"];

    [Fact]
    public async Task Searching_leaves_the_rows_that_hold_all_words_and_stands_in_the_address()
    {
        var page = await OpenAsync("index.html");

        await page.GetByLabel("Search").FillAsync("qwen 16b");

        (await NamesAsync(page)).Distinct().ShouldBe(["Qwen/Qwen3-16B"]);
        (await page.Locator("#shown").TextContentAsync()).ShouldBe("2 of 55 shown");
        page.Url.ShouldEndWith("#q=qwen+16b");
        await page.ReloadAsync();
        (await NamesAsync(page)).Distinct().ShouldBe(["Qwen/Qwen3-16B"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Assertions.Expect(page.Locator("#shown")).ToHaveTextAsync("55 of 55 shown");
        new Uri(page.Url).Fragment.ShouldBe("");
    }

    [Fact]
    public async Task Filters_work_together_and_an_address_brings_them_back()
    {
        var page = await OpenAsync("index.html");

        await page.GetByLabel("Generation").SelectOptionAsync("v7x");
        await page.GetByLabel("Type").SelectOptionAsync("Text");
        await page.GetByLabel("Status").SelectOptionAsync("Failing");
        await page.GetByLabel("Implementation").SelectOptionAsync("vllm");
        var names = await NamesAsync(page);
        var address = page.Url;

        names.ShouldNotBeEmpty();
        address.ShouldEndWith("#gen=v7x&type=Text&status=f&impl=vllm");
        var other = await OpenAsync("index.html" + new Uri(address).Fragment);
        (await NamesAsync(other)).ShouldBe(names);
        (await other.GetByLabel("Status").InputValueAsync()).ShouldBe("f");
        foreach (var row in await other.Locator("tbody tr:visible").AllAsync())
        {
            (await row.Locator("td:visible.f").CountAsync()).ShouldBeGreaterThan(0);
            (await row.Locator("td:visible").AllTextContentsAsync()).ShouldContain("Text");
        }

        (await other.Locator("th[data-gen=v6e]:visible").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_column_sorts_by_its_own_kind_and_the_address_keeps_it()
    {
        var page = await OpenAsync("index.html");
        var speed = page.Locator("th[data-gen=v7x][data-sort=number]");

        await speed.GetByRole(AriaRole.Button).ClickAsync();

        var speeds = await SpeedsAsync(page);
        speeds.ShouldBe(speeds.OrderDescending());
        (await speed.GetAttributeAsync("aria-sort")).ShouldBe("descending");
        await page.ReloadAsync();
        (await SpeedsAsync(page)).ShouldBe(speeds);
        await speed.GetByRole(AriaRole.Button).ClickAsync();
        (await SpeedsAsync(page)).ShouldBe(speeds.Order());
        await page.GetByRole(AriaRole.Button, new() { Name = "Model" }).ClickAsync();
        var names = await NamesAsync(page);
        names.ShouldBe(names.OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_status_opens_its_history_with_links_and_escape_goes_back_to_it()
    {
        var page = await OpenAsync("index.html#status=f");
        var link = page.Locator("tbody tr:visible td.f[data-job] > a:not(.issue)").First;

        await link.ClickAsync();

        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        (await dialog.Locator("li").CountAsync()).ShouldBe(10);
        (await dialog.Locator("li").First.TextContentAsync()).ShouldBe("v0.11.0Failing");
        (await dialog.GetByRole(AriaRole.Link, new() { Name = "Job" }).GetAttributeAsync("href")).ShouldStartWith("https://buildkite.com/");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        (await link.EvaluateAsync<bool>("link => document.activeElement === link")).ShouldBeTrue();
        await link.ClickAsync();
        await dialog.GetByRole(AriaRole.Link, new() { Name = "All about it" }).ClickAsync();
        await page.WaitForURLAsync("**/models/*.html#h*");
        (await page.Locator("th:target").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Whether_a_model_works_on_a_TPU_is_two_clicks_away()
    {
        var page = await OpenAsync("index.html");

        await page.Locator(".cards a").First.ClickAsync();
        await page.Locator("table").First.Locator("tbody th a").First.ClickAsync();

        (await page.Locator(".answers li.p").First.TextContentAsync()).ShouldNotBeNull().ShouldStartWith("Works on v6e");
        (await page.Locator("svg.chart polyline").CountAsync()).ShouldBeGreaterThan(1);
        (await page.Locator("img[src*=badges]").EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 50")).ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard_alone()
    {
        var page = await OpenAsync("index.html");

        await page.Keyboard.PressAsync("Tab");
        (await FocusAsync(page)).ShouldBe("Skip to the content");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "[name=q]");
        await page.Keyboard.TypeAsync("qwen3-0b");
        (await NamesAsync(page)).Distinct().ShouldBe(["Qwen/Qwen3-0B"]);
        await TabToAsync(page, "th[data-sort=status] button");
        await page.Keyboard.PressAsync("Enter");
        (await page.Locator("th[aria-sort=ascending]").CountAsync()).ShouldBe(1);
        await TabToAsync(page, "tbody td > a");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        (await page.EvaluateAsync<bool>("() => document.activeElement.matches('tbody td > a')")).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_script_the_tables_read_and_a_status_leads_to_its_history()
    {
        var page = await OpenAsync("index.html", new() { JavaScriptEnabled = false });

        (await page.Locator("#filters").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(55);
        await page.Locator("tbody tr").First.Locator("td > a").First.ClickAsync();
        page.Url.ShouldContain("/models/");
        page.Url.ShouldContain("#h");
        (await page.Locator("table").First.Locator("tbody tr").CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task A_phone_in_the_dark_shows_a_dark_page_that_is_not_wider_than_the_phone()
    {
        var options = new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 360, Height = 740 } };
        foreach (var kind in Kinds)
        {
            var page = await OpenAsync(kind, options);

            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, kind);
            (await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(13, 17, 23)");
            await ScreenshotAsync(page, $"dark-{kind}");
        }
    }

    [Fact]
    public async Task No_page_complains_and_none_asks_anybody_else()
    {
        foreach (var kind in Kinds.Append("models/" + Path.GetFileName(Directory.GetFiles(Path.Combine(site.Folder, "models"), "__script*.html").Single())))
        {
            var page = await OpenAsync(kind, new() { ViewportSize = new() { Width = 1400, Height = 900 } });
            await ScreenshotAsync(page, kind);
        }

        browser.Complaints.ShouldBeEmpty();
        browser.Asked.ShouldAllBe(address => address.StartsWith(site.Address) || address.StartsWith("file:"));
    }

    [Fact]
    public async Task The_site_works_from_a_disk_too()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(new Uri(Path.Combine(site.Folder, "index.html")).AbsoluteUri);

        await page.GetByLabel("Search").FillAsync("gemma");
        await page.GetByLabel("Generation").SelectOptionAsync("v6e");

        (await NamesAsync(page)).ShouldAllBe(name => name.Contains("gemma"));
        page.Url.ShouldEndWith("#q=gemma&gen=v6e");
        (await page.Locator("th[data-gen=v7x]:visible").CountAsync()).ShouldBe(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_up_to_no_good_shows_as_itself()
    {
        var page = await OpenAsync("index.html");

        await page.GetByLabel("Search").FillAsync("onerror");

        (await NamesAsync(page)).ShouldBe([WrittenSite.Hostile]);
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        await page.Locator("tbody tr:visible td.f > a").First.ClickAsync();
        (await page.GetByRole(AriaRole.Dialog).TextContentAsync()).ShouldNotBeNull().ShouldContain(WrittenSite.Hostile);
        (await page.Locator("img").CountAsync()).ShouldBe(0);
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(ColorScheme scheme)
    {
        var axe = AxeCore();
        if (axe is null) Assert.Skip("axe-core is not here: set AXE_CORE to its axe.min.js (npm install axe-core)");
        foreach (var kind in Kinds)
        {
            var page = await OpenAsync(kind, new() { ColorScheme = scheme, BypassCSP = true });
            if (kind == "index.html") await page.Locator("tbody td > a").First.ClickAsync();
            await page.AddScriptTagAsync(new() { Path = axe });

            var findings = await page.EvaluateAsync<string[]>("""
                async () => (await axe.run()).violations.filter(found => ["serious", "critical"].includes(found.impact))
                  .map(found => `${found.id}: ${found.help}: ${found.nodes[0].html} ${found.nodes[0].any.map(check => check.message)}`)
                """);

            findings.ShouldBeEmpty($"{kind} in {scheme}");
        }
    }

    // A file, or a folder with node_modules.
    private static string? AxeCore()
    {
        var path = Environment.GetEnvironmentVariable("AXE_CORE");
        return string.IsNullOrEmpty(path) ? null
            : File.Exists(path) ? path
            : new[] { "axe.min.js", "node_modules/axe-core/axe.min.js" }.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists);
    }

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

    private static async Task<string[]> NamesAsync(IPage page) => [.. await page.Locator("tbody tr:visible > th").AllTextContentsAsync()];

    private static async Task<double[]> SpeedsAsync(IPage page) => await page.EvaluateAsync<double[]>(
        "() => { const table = document.querySelector('table.results'); const at = columnsOf(table).findIndex(head => head.matches('[data-gen=v7x][data-sort=number]')); return [...table.tBodies[0].rows].map(row => Number(row.cells[at].dataset.value ?? -1)); }");

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
