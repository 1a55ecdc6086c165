using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Testing;

/// <summary>The block <c>testing</c> of <c>ci.yml</c>: how stages are run. What it leaves out has the built-in values; a list replaces the
/// built-in one whole.</summary>
public static class StageSettingsReading
{
    private const int MostMinutes = 7 * 24 * 60;
    private const int MostRetries = 20;

    private static readonly Lazy<ImmutableHashSet<string>> BuiltInPatterns = new(() =>
        [
            .. BuiltInSettings
                .File.KnownBlock("testing")
                .Blocks("infrastructure")!
                .Value.Select(block => block.Text("pattern"))
                .OfType<string>(),
        ]
    );

    /// <summary>Reads the block.</summary>
    public static StageSettings Read(SettingsBlock file)
    {
        var block = file.KnownBlock("testing");
        var settings = new StageSettings
        {
            Container = Container(block.KnownBlock("container")),
            Hosts = Hosts(block.Block("several_hosts")),
            Timeout = Minutes(block, "timeout_minutes"),
            StopGrace = TimeSpan.FromSeconds(block.RequiredNumber("stop_grace_seconds", 0, 3600)),
            Silence = TimeSpan.FromMinutes(block.RequiredNumber("silence_minutes", 1, MostMinutes)),
            Retry = Retry(block.KnownBlock("retry")),
            Signatures = [.. (block.Blocks("infrastructure") ?? []).Select(Signature)],
            Statements = Statements(block.KnownBlock("statements")),
            AccuracyTolerance = Fraction(block, "accuracy_tolerance") ?? StageSettings.BuiltIn.AccuracyTolerance,
        };
        block.NoteUnknown();
        return settings;
    }

    private static ContainerSettings Container(SettingsBlock block)
    {
        var volumes = block.KnownBlock("volumes");
        var settings = new ContainerSettings
        {
            Engine = block.RequiredText("engine"),
            Repository = block.RequiredText("image"),
            SharedMemory = block.RequiredText("shm_size"),
            IsPrivileged = block.Flag("privileged") ?? true,
            Network = block.Text("network") ?? "",
            Devices = block.Texts("devices") ?? [],
            Capabilities = block.Texts("capabilities") ?? [],
            Mounts = block.Texts("mounts") ?? [],
            User = block.Text("user") ?? "",
            Memory = block.Text("memory") ?? "",
            Arguments = block.Texts("arguments") ?? [],
            Volumes = [.. volumes.NamedTexts().Select(volume => Volume(volumes, volume.Key, volume.Text))],
            SetVariables = block
                .KnownBlock("variables")
                .NamedTexts()
                .ToImmutableSortedDictionary(variable => variable.Key, variable => variable.Text, StringComparer.Ordinal),
            PassedVariables = block.Texts("environment") ?? [],
            Caches = [.. (block.Blocks("caches") ?? []).Select(Cache)],
            Probes =
                block
                    .Block("probes")
                    ?.NamedTexts()
                    .ToImmutableSortedDictionary(probe => probe.Key, probe => probe.Text, StringComparer.Ordinal)
                ?? ImmutableSortedDictionary<string, string>.Empty,
            Checks = [.. (block.Blocks("checks") ?? []).Select(Check)],
            Before = block.Texts("before") ?? [],
            After = block.Texts("after") ?? [],
        };
        block.NoteUnknown();
        return settings;
    }

    private static ContainerCache Cache(SettingsBlock block)
    {
        var folder = block.RequiredText("folder");
        if (folder.Length > 0 && !(folder.StartsWith('/') || folder.StartsWith("~/", StringComparison.Ordinal)))
            block.NoteWrong("folder", "a full path on the machine, or one below ~/");
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
        if (!(host.StartsWith('/') || host.StartsWith("~/", StringComparison.Ordinal)) || host.Contains(':'))
            block.NoteWrong(host, "a full path on the machine, or one below ~/, without ':', as the key");
        if (!target.StartsWith('/') || target.Contains(':')) block.NoteWrong(host, "a full path in the container, without ':'");
        return new ContainerVolume(host, target);
    }

    private static RetrySettings Retry(SettingsBlock block)
    {
        var settings = new RetrySettings
        {
            MaxRetries = block.RequiredNumber("limit", 0, MostRetries),
            FirstDelay = TimeSpan.FromSeconds(block.RequiredNumber("first_delay_seconds", 0, 3600)),
            MaxDelay = TimeSpan.FromMinutes(block.RequiredNumber("max_delay_minutes", 1, MostMinutes)),
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
            block.Note(
                SettingsRules.Missing,
                "name",
                $"signature '{signature.Name}' has neither 'exit_status' nor 'pattern', so that every failure would be one",
                "set how the failure is recognised"
            );
        block.NoteUnknown();
        return signature;
    }

    private static int? Status(SettingsBlock block, string text)
    {
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var status)
            && status is >= -1 and <= 255 and not 0
        )
            return status;
        block.NoteWrong("exit_status", "an exit status from 1 to 255, -1 for a lost agent, or a list of them");
        return null;
    }

    private static string? Pattern(SettingsBlock block)
    {
        if (block.Text("pattern") is not { } text) return null;
        // Making such an expression takes longer than all the rest of ci.yml, which usually lists the very ones that are built in.
        if (BuiltInPatterns.Value.Contains(text)) return text;
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

    private static StatementSettings Statements(SettingsBlock block)
    {
        var settings = new StatementSettings
        {
            LineHead = block.RequiredText("line"),
            ExitStatuses = Statements(block.KnownBlock("exit_status")),
        };
        block.NoteUnknown();
        return settings;

        static ImmutableDictionary<int, string> Statements(SettingsBlock statuses)
        {
            var read = ImmutableDictionary.CreateBuilder<int, string>();
            foreach (var (key, text) in statuses.NamedTexts())
            {
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 1 or > 255)
                    statuses.NoteWrong(key, "an exit status from 1 to 255 as the key");
                else if (StatusSpellings.Parse(StatusSpellings.SplitNote(text).Text) is null)
                    statuses.NoteWrong(key, "a status: skipped, not enough HBM, …");
                else read[status] = text;
            }

            return read.ToImmutable();
        }
    }

    private static TimeSpan? Minutes(SettingsBlock block, string key) =>
        block.Number(key, 1, MostMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static double? Fraction(SettingsBlock block, string key)
    {
        if (block.Text(key) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        block.NoteWrong(key, "a fraction from 0 to 1");
        return null;
    }
}
