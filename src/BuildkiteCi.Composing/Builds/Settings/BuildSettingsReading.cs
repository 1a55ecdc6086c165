using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>The blocks <c>builds</c>, <c>pull_requests</c>, <c>change_flags</c>, <c>notify</c>, <c>vllm</c> and <c>implementations</c> of
/// <c>ci.yml</c>.</summary>
internal static class BuildSettingsReading
{
    private const int FarthestPriority = 1_000_000;

    public static BuildSettings Read(SettingsBlock file, ImmutableArray<CatalogueFolder> folders)
    {
        var block = file.KnownBlock("builds");
        var settings = new BuildSettings
        {
            MainBranch = block.RequiredText("main_branch"),
            ReleaseTags = ReleaseTags(block) ?? BuildSettings.BuiltIn.ReleaseTags,
            Kinds = Kinds(block.KnownBlock("kinds")),
            PullRequests = PullRequests(file.KnownBlock("pull_requests")),
            ChangeFlags = ChangeFlags(file.KnownBlock("change_flags")),
            OnCall = OnCall(file.KnownBlock("notify")),
            Vllm = Vllm(file.KnownBlock("vllm")),
            Implementations = Implementations(file, [.. folders.Select(folder => folder.Name)]),
        };
        block.NoteUnknown();
        return settings;
    }

    private static ReleaseTagPattern? ReleaseTags(SettingsBlock block)
    {
        var pattern = ReleaseTagPattern.Parse(block.RequiredText("release_tag"));
        if (pattern is null) block.NoteWrong("release_tag", "a regular expression");
        return pattern;
    }

    private static ImmutableArray<BuildKindRow> Kinds(SettingsBlock block)
    {
        var read = BuildKind.All.Select(kind => Kind(block.KnownBlock(kind.Name), kind)).ToImmutableArray();
        block.NoteUnknown();
        return read;
    }

    private static BuildKindRow Kind(SettingsBlock block, BuildKind kind)
    {
        var row = new BuildKindRow(kind, block.RequiredNumber("priority", -FarthestPriority, FarthestPriority));
        // The other kinds are recognised by what the build is of, not by where it runs.
        if (kind == BuildKind.Integration || kind == BuildKind.Benchmark || kind == BuildKind.KernelTuning)
            row = row with { Pipeline = block.Text("pipeline") };
        block.NoteUnknown();
        return row;
    }

    private static PullRequestRules PullRequests(SettingsBlock block)
    {
        var read = new PullRequestRules(
            block.Text("ready_label") is { Length: > 0 } label ? label : null,
            new PathPatterns(block.Texts("documentation") ?? [])
        );
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<ChangeFlag> ChangeFlags(SettingsBlock block) =>
        [
            .. block
                .NamedTextLists()
                .Select(named =>
                {
                    if (!VariableName.IsOne(named.Key))
                        block.NoteWrongKey(named.Key, "the name of a variable: a letter, then letters, digits and '_'");
                    return new ChangeFlag(named.Key, named.Texts);
                }),
        ];

    private static OnCall OnCall(SettingsBlock block)
    {
        var read = new OnCall(block.Text("on_call_email"), block.Text("on_call_channel"));
        if (read.Email is { } email && !email.Contains('@', StringComparison.Ordinal)) block.NoteWrong("on_call_email", "an address");
        if (read.Channel is { } channel && channel.AsSpan().IndexOfAny('#', '@') < 0)
            block.NoteWrong("on_call_channel", "a channel: \"#tpu-ci\"");
        block.NoteUnknown();
        return read;
    }

    private static VllmSource Vllm(SettingsBlock block)
    {
        var read = new VllmSource(block.Path("commit_file") ?? BuildSettings.BuiltIn.Vllm.CommitFile, block.RequiredText("repository"));
        // git would take a text that starts with a dash for an option.
        if (read.Repository.StartsWith('-')) block.NoteWrong("repository", "a repository's address");
        // It would be on git's command line, and in everybody's clone.
        if (
            Uri.TryCreate(read.Repository, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri.UserInfo.Length > 0
        )
            block.NoteWrong("repository", "an address without user and password");
        block.NoteUnknown();
        return read;
    }

    private static ImmutableArray<ImplementationType> Implementations(SettingsBlock file, ImmutableArray<string> folders)
    {
        var block = file.KnownBlock("implementations");
        if (!file.IsOwn("implementations")) return Usual(block, folders);
        var read = block
            .NamedTextLists()
            .Select(named =>
            {
                if (!FolderName.IsOne(named.Key))
                    block.NoteWrongKey(named.Key, FolderName.Form);
                foreach (var folder in named.Texts.Where(folder => !folders.Contains(folder)))
                    block.NoteWrong(
                        named.Key,
                        $"folders of the catalogue; '{folder}' is none: "
                            + $"{Spelling.Suggest(folder, folders, $"it has {string.Join(", ", folders)}")}"
                    );
                return new ImplementationType(named.Key, named.Texts);
            })
            .ToImmutableArray();
        return read.IsEmpty ? Usual(BuiltInSettings.File.KnownBlock("implementations"), folders) : read;
    }

    // A catalogue with other folders than the built-in one: an implementation has those of its folders that are there, and the default one
    // those that the built-in text does not know, so that a new folder is tested without more.
    private static ImmutableArray<ImplementationType> Usual(SettingsBlock builtIn, ImmutableArray<string> folders)
    {
        var lists = builtIn.NamedTextLists().ToArray();
        var known = lists.SelectMany(list => list.Texts).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. lists.Select(
                (list, at) =>
                    new ImplementationType(
                        list.Key,
                        [.. list.Texts.Where(folders.Contains), .. folders.Where(folder => at == 0 && !known.Contains(folder))]
                    )
            ),
        ];
    }
}
