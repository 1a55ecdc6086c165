using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Testing;

/// <summary>The block <c>testing</c> of <c>ci.yml</c>: how stages are run. What it leaves out has the built-in values; a list replaces the built-in one whole.</summary>
public static class StageSettingsReading
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostRetries = 20;

    /// <summary>Reads the sections; the built-in values where they are absent.</summary>
    public static StageSettings Read(SettingsBlock file)
    {
        if (file.Block("testing") is not { } block) return StageSettings.BuiltIn;
        var usual = StageSettings.BuiltIn;
        var settings = usual with
        {
            Container = Container(block.Block("container")),
            Hosts = Hosts(block.Block("several_hosts")),
            Timeout = Minutes(block, "timeout_minutes") ?? usual.Timeout,
            StopGrace = block.Number("stop_grace_seconds", 0, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.StopGrace,
            Silence = Minutes(block, "silence_minutes") ?? usual.Silence,
            Retry = Retry(block.Block("retry")),
            Signatures = block.Blocks("infrastructure")?.Select(Signature).ToImmutableArray() ?? usual.Signatures,
            Statements = Statements(block.Block("statements")),
            AccuracyTolerance = Fraction(block, "accuracy_tolerance") ?? usual.AccuracyTolerance,
        };
        block.NoteUnknown();
        return settings;
    }

    private static ContainerSettings Container(SettingsBlock? block)
    {
        var usual = new ContainerSettings();
        if (block is null) return usual;
        var settings = new ContainerSettings
        {
            Engine = block.Text("engine") ?? usual.Engine,
            Repository = block.Text("image") ?? usual.Repository,
            SharedMemory = block.Text("shm_size") ?? usual.SharedMemory,
            Volumes = block.Block("volumes") is { } volumes ? [.. volumes.NamedTexts().Select(volume => Volume(volumes, volume.Key, volume.Text))] : usual.Volumes,
            SetVariables = block.Block("variables") is { } variables
                ? variables.NamedTexts().ToImmutableSortedDictionary(variable => variable.Key, variable => variable.Text, StringComparer.Ordinal)
                : usual.SetVariables,
            PassedVariables = block.Texts("environment") ?? usual.PassedVariables,
            Caches = block.Blocks("caches")?.Select(Cache).ToImmutableArray() ?? usual.Caches,
            Probes = block.Block("probes") is { } probes ? probes.NamedTexts().ToImmutableSortedDictionary(probe => probe.Key, probe => probe.Text, StringComparer.Ordinal) : usual.Probes,
            Checks = block.Blocks("checks")?.Select(Check).ToImmutableArray() ?? usual.Checks,
            Before = block.Texts("before") ?? usual.Before,
            After = block.Texts("after") ?? usual.After,
        };
        block.NoteUnknown();
        return settings;
    }

    private static ContainerCache Cache(SettingsBlock block)
    {
        var folder = block.RequiredText("folder");
        if (folder.Length > 0 && !(folder.StartsWith('/') || folder.StartsWith("~/", StringComparison.Ordinal))) block.NoteWrong("folder", "a full path on the machine, or one below ~/");
        var cache = new ContainerCache(folder, block.Text("target") ?? "") { Pull = block.Text("pull"), Push = block.Text("push") };
        if (cache.Target.Length == 0 && folder.StartsWith('~')) block.NoteMissing("target");
        block.NoteUnknown();
        return cache;
    }

    private static ImageCheck Check(SettingsBlock block)
    {
        var check = new ImageCheck(block.RequiredText("name"), block.RequiredText("command"), block.RequiredText("equals"));
        block.NoteUnknown();
        return check;
    }

    private static SeveralHosts Hosts(SettingsBlock? block)
    {
        if (block is null) return SeveralHosts.None;
        var hosts = new SeveralHosts(block.Texts("queues") ?? [], block.RequiredText("command"));
        if (hosts.Queues.IsEmpty) block.NoteMissing("queues");
        block.NoteUnknown();
        return hosts;
    }

    private static ContainerVolume Volume(SettingsBlock block, string host, string target)
    {
        if (!(host.StartsWith('/') || host.StartsWith("~/", StringComparison.Ordinal)) || host.Contains(':')) block.NoteWrong(host, "a full path on the machine, or one below ~/, without ':', as the key");
        if (!target.StartsWith('/') || target.Contains(':')) block.NoteWrong(host, "a full path in the container, without ':'");
        return new ContainerVolume(host, target);
    }

    private static RetrySettings Retry(SettingsBlock? block)
    {
        var usual = new RetrySettings();
        if (block is null) return usual;
        var settings = new RetrySettings
        {
            MaxRetries = block.Number("limit", 0, MostRetries) ?? usual.MaxRetries,
            FirstDelay = block.Number("first_delay_seconds", 0, 3600) is { } seconds ? TimeSpan.FromSeconds(seconds) : usual.FirstDelay,
            MaxDelay = Minutes(block, "max_delay_minutes") ?? usual.MaxDelay,
        };
        block.NoteUnknown();
        return settings;
    }

    private static FailureSignature Signature(SettingsBlock block)
    {
        var signature = new FailureSignature(block.RequiredText("name"))
        {
            ExitStatuses = [.. (block.Texts("exit_status") ?? []).Select(text => Status(block, text)).OfType<int>()],
            Pattern = Pattern(block),
            Retry = block.Flag("retry") ?? true,
        };
        if (signature is { ExitStatuses.IsEmpty: true, Pattern: null } && !block.Has("exit_status") && !block.Has("pattern"))
            block.Note(SettingsRules.Missing, "name", $"signature '{signature.Name}' has neither 'exit_status' nor 'pattern', so that every failure would be one", "say how the failure is told");
        block.NoteUnknown();
        return signature;
    }

    private static int? Status(SettingsBlock block, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var status) && status is >= -1 and <= 255 and not 0) return status;
        block.NoteWrong("exit_status", "an exit status from 1 to 255, -1 for a lost agent, or a list of them");
        return null;
    }

    private static string? Pattern(SettingsBlock block)
    {
        if (block.Text("pattern") is not { } text) return null;
        // Making such an expression takes longer than all the rest of ci.yml, which usually lists the very ones that are built in.
        if (StageSettings.BuiltIn.Signatures.Any(known => known.Pattern == text)) return text;
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
            return text;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            block.NoteWrong("pattern", $"a regular expression without look-around and back-references ({wrong.Message})");
            return null;
        }
    }

    private static StatementSettings Statements(SettingsBlock? block)
    {
        var usual = new StatementSettings();
        if (block is null) return usual;
        var settings = new StatementSettings
        {
            LineHead = block.Text("line") ?? usual.LineHead,
            ExitStatuses = block.Block("exit_status") is { } statuses ? Statements(statuses) : usual.ExitStatuses,
        };
        block.NoteUnknown();
        return settings;

        static ImmutableDictionary<int, string> Statements(SettingsBlock statuses)
        {
            var read = ImmutableDictionary.CreateBuilder<int, string>();
            foreach (var (key, text) in statuses.NamedTexts())
            {
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 1 or > 255) statuses.NoteWrong(key, "an exit status from 1 to 255 as the key");
                else if (StatusSpellings.Parse(StatusSpellings.SplitNote(text).Text) is null) statuses.NoteWrong(key, "a status: skipped, not enough HBM, …");
                else read[status] = text;
            }

            return read.ToImmutable();
        }
    }

    private static TimeSpan? Minutes(SettingsBlock block, string key) => block.Number(key, 1, MostMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static double? Fraction(SettingsBlock block, string key)
    {
        if (block.Text(key) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        block.NoteWrong(key, "a fraction from 0 to 1");
        return null;
    }
}
