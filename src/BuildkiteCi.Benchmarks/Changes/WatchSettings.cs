using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The block <c>benchmarks</c> of <c>ci.yml</c>: how each series is watched, and where alerts go.</summary>
/// <param name="Default">How series are watched unless a rule sets it.</param>
/// <param name="Rules">In the file's order; the last that fits a series counts, setting by setting.</param>
public sealed record WatchSettings(DetectionSettings Default, ImmutableArray<WatchRule> Rules)
{
    /// <summary>The settings of a repository that sets none.</summary>
    public static WatchSettings BuiltIn { get; } = new(DetectionSettings.Default, []);

    /// <summary>A file that gets a line of JSON for each alert; null: none.</summary>
    public string? AlertFile { get; init; }

    /// <summary>A program and its arguments that get the JSON of each alert on standard input; empty: none.</summary>
    public ImmutableArray<string> AlertCommand { get; init; } = [];

    /// <summary>How a series is watched.</summary>
    public DetectionSettings For(SeriesKey key)
    {
        var settings = Default;
        foreach (var rule in Rules.Where(rule => rule.Fits(key)))
        {
            settings = settings with
            {
                SmallestChange = rule.SmallestChange ?? settings.SmallestChange,
                Sensitivity = rule.Sensitivity ?? settings.Sensitivity,
                Alerts = rule.Alerts ?? settings.Alerts,
            };
        }

        return settings;
    }

    /// <summary>Reads the block.</summary>
    public static WatchSettings Read(SettingsBlock file)
    {
        if (file.Block("benchmarks") is not { } block) return BuiltIn;
        var usual = DetectionSettings.Default with
        {
            SmallestChange = Share(block) ?? DetectionSettings.Default.SmallestChange,
            Sensitivity = SensitivityOf(block) ?? Sensitivity.Normal,
            Alerts = block.Flag("alerts") ?? true,
        };
        var settings = new WatchSettings(usual, [.. (block.Blocks("watch") ?? []).Select(Rule)])
        {
            AlertFile = block.Text("alert_file"),
            AlertCommand = block.Texts("alert_command") ?? [],
        };
        block.NoteUnknown();
        return settings;
    }

    private static WatchRule Rule(SettingsBlock block)
    {
        var rule = new WatchRule(block.Text("case") ?? "*", block.Text("metric") ?? "*")
        {
            SmallestChange = Share(block),
            Sensitivity = SensitivityOf(block),
            Alerts = block.Flag("alerts"),
        };
        block.NoteUnknown();
        return rule;
    }

    private static double? Share(SettingsBlock block)
    {
        if (block.Text("smallest_change") is not { } text) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1)
            return share;
        block.NoteWrong("smallest_change", "a share of the value, above 0 and below 1: 0.05 is 5 %");
        return null;
    }

    private static Sensitivity? SensitivityOf(SettingsBlock block)
    {
        switch (block.Text("sensitivity"))
        {
            case null: return null;
            case "low": return Sensitivity.Low;
            case "normal": return Sensitivity.Normal;
            case "high": return Sensitivity.High;
            default:
                block.NoteWrong("sensitivity", "'low', 'normal' or 'high'");
                return null;
        }
    }
}
