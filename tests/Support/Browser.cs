using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TestSupport;

/// <summary>Chromium, started once for all tests that look at pages, one after the other, and what its pages asked for and complained
/// about.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // A machine that runs everything at once is slow now and then; a page that never does what it should fails all the same.
    private const int PatienceInMilliseconds = 90_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Addresses that pages asked for.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    /// <summary>Errors and warnings of pages.</summary>
    public ConcurrentBag<string> Complaints { get; } = [];

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } program) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Args = ["--no-sandbox"],
                Timeout = PatienceInMilliseconds,
            }
        );
        Assertions.SetDefaultExpectTimeout(PatienceInMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A new window; the test is skipped where there is no chromium.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        if (browser is null) Assert.Skip("chromium is not here");
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceInMilliseconds);
        var page = await context.NewPageAsync();
        page.Request += (_, request) => Asked.Add(request.Url);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add($"{message.Text} ({message.Location})");
        };
        return page;
    }
}
