using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>The blocks <c>builds</c>, <c>pull_requests</c>, <c>change_flags</c>, <c>notify</c>, <c>vllm</c> and <c>implementations</c> of <c>ci.yml</c>.</summary>
internal static class BuildSettingsReading
{
    private const int FarthestPriority = 1_000_000;

    public static BuildSettings Read(SettingsBlock file, ImmutableArray<string> folders)
    {
        var settings = Builds(file.Block("builds"), BuildSettings.BuiltIn);
        return settings with
        {
            PullRequests = PullRequests(file.Block("pull_requests"), settings.PullRequests),
            ChangeFlags = ChangeFlags(file.Block("change_flags")) ?? settings.ChangeFlags,
            OnCall = OnCall(file.Block("notify"), settings.OnCall),
            Vllm = Vllm(file.Block("vllm"), settings.Vllm),
            Implementations = Implementations(file.Block("implementations"), folders, settings.Implementations),
        };
    }

    private static BuildSettings Builds(SettingsBlock? block, BuildSettings settings)
    {
        if (block is null) return settings;
        var read = settings with
        {
            MainBranch = block.Text("main_branch") ?? settings.MainBranch,
            ReleaseTags = ReleaseTags(block) ?? settings.ReleaseTags,
            Kinds = Kinds(block.Block("kinds"), settings.Kinds),
        };
        block.NoteUnknown();
        return read;
    }

    private static ReleaseTagPattern? ReleaseTags(SettingsBlock block)
    {
        if (block.Text("release_tag") is not { } text) return null;
        var pattern = ReleaseTagPattern.Parse(text);
        if (pattern is null) block.NoteWrong("release_tag", "a regular expression");
        return pattern;
    }

    private static ImmutableArray<BuildKindRow> Kinds(SettingsBlock? block, ImmutableArray<BuildKindRow> rows)
    {
        if (block is null) return rows;
        var read = rows.Select(row => Kind(block.Block(row.Kind.Name), row)).ToImmutableArray();
        block.NoteUnknown();
        return read;
    }

    private static BuildKindRow Kind(SettingsBlock? block, BuildKindRow row)
    {
        if (block is null) return row;
        row = row with { Priority = block.Number("priority", -FarthestPriority, FarthestPriority) ?? row.Priority };
        // The other kinds are told by what the build is of, not by where it runs.
        if (row.Kind == BuildKind.Integration || row.Kind == BuildKind.Benchmark || row.Kind == BuildKind.KernelTuning)
            row = row with { Pipeline = block.Text("pipeline") ?? row.Pipeline };
        block.NoteUnknown();
        return row;
    }

    private static PullRequestRules PullRequests(SettingsBlock? block, PullRequestRules rules)
    {
        if (block is null) return rules;
        var read = new PullRequestRules(
            block.Text("ready_label") is { } label ? label.Length == 0 ? null : label : rules.ReadyLabel,
            block.Texts("documentation") is { } patterns ? new PathPatterns(patterns) : rules.Documentation);
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<ChangeFlag>? ChangeFlags(SettingsBlock? block) => block?.NamedTextLists().Select(named =>
    {
        if (!VariableName.IsOne(named.Key)) block.NoteWrongKey(named.Key, "the name of a variable: a letter, then letters, digits and '_'");
        return new ChangeFlag(named.Key, named.Texts);
    }).ToImmutableArray();

    private static OnCall OnCall(SettingsBlock? block, OnCall nobody)
    {
        if (block is null) return nobody;
        var read = new OnCall(block.Text("on_call_email"), block.Text("on_call_channel"));
        if (read.Email is { } email && !email.Contains('@', StringComparison.Ordinal)) block.NoteWrong("on_call_email", "an address");
        if (read.Channel is { } channel && channel.AsSpan().IndexOfAny('#', '@') < 0) block.NoteWrong("on_call_channel", "a channel: \"#tpu-ci\"");
        block.NoteUnknown();
        return read;
    }

    private static VllmSource Vllm(SettingsBlock? block, VllmSource source)
    {
        if (block is null) return source;
        var read = new VllmSource
        {
            CommitFile = block.Path("commit_file") ?? source.CommitFile,
            Repository = block.Text("repository") ?? source.Repository,
        };
        // git would take a text that starts with a dash for an option.
        if (read.Repository.StartsWith('-')) block.NoteWrong("repository", "a repository's address");
        // It would be on git's command line, and in everybody's clone.
        if (Uri.TryCreate(read.Repository, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length > 0)
            block.NoteWrong("repository", "an address without user and password");
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<ImplementationType> Implementations(SettingsBlock? block, ImmutableArray<string> folders, ImmutableArray<ImplementationType> types)
    {
        if (block is null) return types;
        var read = block.NamedTextLists().Select(named =>
        {
            if (!FolderName.IsOne(named.Key)) block.NoteWrongKey(named.Key, FolderName.Form);
            foreach (var folder in named.Texts.Where(folder => !folders.Contains(folder)))
                block.NoteWrong(named.Key, $"folders of the catalogue; '{folder}' is none: {Spelling.Suggest(folder, folders, $"it has {string.Join(", ", folders)}")}");
            return new ImplementationType(named.Key, named.Texts);
        }).ToImmutableArray();
        return read.IsEmpty ? types : read;
    }
}
