using System.Collections.Immutable;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;

namespace BuildkiteCi.Adopting.Writing;

/// <summary>What Adopt changes in a repository.</summary>
/// <param name="Files">The files that change, in the order in which they are shown.</param>
/// <param name="Notes">What is left as it is although something would have been written there, and what is to be done by hand.</param>
public sealed record AdoptionPlan(ImmutableArray<AdoptedFile> Files, ImmutableArray<string> Notes)
{
    private const string Ignore = ".gitignore";
    private const string IgnoreStart = "# >>> buildkiteci: written by Adopt";
    private const string IgnoreEnd = "# <<< buildkiteci";
    private const string Pipeline = ".buildkite/pipeline.yml";
    private const string Scripts = ".buildkite/scripts";

    // Names under which our files go, the first that is free or already ours.
    private static readonly ImmutableArray<string> Programs = ["build.sh", "buildkiteci.sh"];
    private static readonly ImmutableArray<string> PowerShell = ["build.ps1", "buildkiteci.ps1"];
    private static readonly ImmutableArray<string> Bootstraps = [$"{Scripts}/bootstrap.sh", $"{Scripts}/bootstrap_buildkiteci.sh"];
    private static readonly ImmutableArray<string> Shadows =
    [
        $"{Scripts}/bootstrap_shadow.sh",
        $"{Scripts}/bootstrap_buildkiteci_shadow.sh",
    ];

    private static readonly ImmutableArray<string> Platforms = ["linux-x64", "linux-arm64", "osx-arm64", "win-x64"];

    /// <summary>The files of this repository that Adopt may have written.</summary>
    public static ImmutableArray<string> Candidates { get; } =
    [CiSettings.Path, .. Programs, .. PowerShell, .. Bootstraps, .. Shadows, Pipeline, WantedDifferences.Path, Baseline.UsualPath];

    /// <summary>What is written so that a repository runs on ours.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="detected">How it runs today.</param>
    /// <param name="scripts">By which scripts.</param>
    /// <param name="wanted">Differences that are wanted, as the text of their file; empty: none.</param>
    /// <param name="settings">What is pinned.</param>
    public static AdoptionPlan Make(
        IFileTree files,
        DetectedCi detected,
        BootstrapScripts scripts,
        string wanted,
        AdoptionSettings settings
    )
    {
        var changed = ImmutableArray.CreateBuilder<AdoptedFile>();
        var notes = ImmutableArray.CreateBuilder<string>();
        var program = Free(Programs, files);
        var bootstrap = Free(Bootstraps, files);
        string Fill(string template) => Filled(Template(template), settings)
            .Replace("@PROGRAM@", $"./{program}", StringComparison.Ordinal).Replace("@BOOTSTRAP@", bootstrap, StringComparison.Ordinal)
            .Replace("@BEFORE@", scripts.Main ?? "", StringComparison.Ordinal).Replace("@QUEUE@", settings.Queue, StringComparison.Ordinal);

        Own(CiSettings.Path, CiFileWriter.Write(detected, $"./{program}"));
        if (wanted.Length > 0) Own(WantedDifferences.Path, wanted);
        Own(program, Fill("build.sh"));
        Own(Free(PowerShell, files), Fill("build.ps1"));
        Own(bootstrap, Fill("bootstrap.sh"));
        if (scripts.Main is not null) Own(Free(Shadows, files), Fill("bootstrap-shadow.sh"));
        if (OwnText.Of(files.Read(Pipeline)) != OwnText.State.Foreign && scripts.Main is null) Own(Pipeline, Fill("pipeline.yml"));
        if (program != Programs[0]) notes.Add($"{Programs[0]} is the repository's own and stays; the program is started by ./{program}");
        if (scripts.Main is { } main)
            notes.Add(
                $"{main} stays and is what Buildkite runs until the step's command is 'bash {bootstrap}'; 'bash {Free(Shadows, files)}' "
                    + "shows the differences on each build's page"
            );
        if (settings is { Folder: "", Feed: "" })
            notes.Add(
                $"{program} knows neither a folder nor a feed that has the program: on a machine without it in its cache it starts "
                    + "nothing; --packages FOLDER or --feed ADDRESS names one"
            );
        // What was accepted on the day of the move is not widened by a second run, not even from nothing: problems that came since are new.
        var hasMoved = OwnText.Of(files.Read(CiSettings.Path)) is OwnText.State.Own or OwnText.State.Edited;
        if (!hasMoved && files.Read(Baseline.UsualPath) is null && Today(files, [.. changed], settings) is { Length: > 0 } today)
            Own(Baseline.UsualPath, today);
        var ignore = files.Read(Ignore) ?? "";
        var block = IgnoreBlock(ignore, [.. changed.Select(file => file.Path)]);
        if (block != ignore) changed.Add(new AdoptedFile(Ignore, files.Read(Ignore), block));
        return new AdoptionPlan(changed.ToImmutable(), notes.ToImmutable());

        void Own(string path, string text)
        {
            var before = files.Read(path);
            var after = OwnText.Marked(text);
            switch (OwnText.Of(before))
            {
                case OwnText.State.Foreign:
                    notes.Add($"{path} is the repository's own and stays");
                    break;
                case OwnText.State.Edited:
                    notes.Add($"{path} was edited since Adopt wrote it and stays; remove it to have it written anew");
                    break;
                default:
                    if (before != after) changed.Add(new AdoptedFile(path, before, after));
                    break;
            }
        }
    }

    /// <summary>What undoes it all: files that Adopt wrote go, those that were edited since only where <paramref name="editedToo"/> is
    /// set.</summary>
    public static AdoptionPlan Undo(IFileTree files, bool editedToo)
    {
        var changed = ImmutableArray.CreateBuilder<AdoptedFile>();
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var path in Candidates)
        {
            var before = files.Read(path);
            var state = OwnText.Of(before);
            if (state == OwnText.State.Own || (state == OwnText.State.Edited && editedToo))
                changed.Add(new AdoptedFile(path, before, null));
            else if (state == OwnText.State.Edited) notes.Add($"{path} was edited since Adopt wrote it and stays; --force removes it too");
        }

        if (files.Read(Ignore) is { } ignore && WithoutBlock(ignore) is var rest && rest != ignore)
            changed.Add(new AdoptedFile(Ignore, ignore, rest.Length == 0 ? null : rest));
        return new AdoptionPlan(changed.ToImmutable(), notes.ToImmutable());
    }

    // The problems that Validate will find once all of it is written; empty: none.
    private static string Today(IFileTree files, ImmutableArray<AdoptedFile> changed, AdoptionSettings settings)
    {
        var tomorrow = new OverlaidFiles(
            files,
            changed.ToImmutableSortedDictionary(file => file.Path, file => file.After, StringComparer.Ordinal)
        );
        var found = RepositoryChecks.Of(tomorrow, settings.Variables);
        return found.IsEmpty ? "" : Baseline.Write(found, tomorrow.Read);
    }

    // The last name is taken even where it is somebody else's: then it is left alone, and a note reports it.
    private static string Free(ImmutableArray<string> names, IFileTree files) =>
        names.FirstOrDefault(name => OwnText.Of(files.Read(name)) != OwnText.State.Foreign) ?? names[^1];

    // Each value is a word of the file's own language: a folder's name may hold anything.
    private static string Filled(string template, AdoptionSettings settings)
    {
        Func<string, string> word = template.StartsWith("#!/usr/bin/env pwsh", StringComparison.Ordinal) ? PowerShellWord : ShellWord.Quote;
        var text = template
            .Replace("@VERSION@", word(settings.Version), StringComparison.Ordinal)
            .Replace("@FOLDER@", word(settings.Folder), StringComparison.Ordinal)
            .Replace("@FEED@", word(settings.Feed), StringComparison.Ordinal);
        foreach (var platform in Platforms)
            text = text.Replace(
                $"@{platform}@",
                word(settings.Checksums.GetValueOrDefault(platform, "").ToLowerInvariant()),
                StringComparison.Ordinal
            );
        return text;
    }

    private static string PowerShellWord(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Template(string name)
    {
        using var stream =
            typeof(AdoptionPlan).Assembly.GetManifestResourceStream($"templates/{name}")
            ?? throw new InvalidOperationException($"the template '{name}' is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // What is ours is never ignored, whatever the lines above say; what our runs leave is.
    private static string IgnoreBlock(string before, ImmutableArray<string> written)
    {
        var rest = WithoutBlock(before);
        var kept = string.Concat(
            Candidates
                .Where(path => written.Contains(path) || before.Contains($"!/{path}\n", StringComparison.Ordinal))
                .Select(path => $"!/{path}\n")
        );
        var folders =
            kept.Contains("/.buildkite/scripts/", StringComparison.Ordinal) ? "!/.buildkite/\n!/.buildkite/scripts/\n"
            : kept.Contains("/.buildkite/", StringComparison.Ordinal) ? "!/.buildkite/\n"
            : "";
        var newLine = rest.Length > 0 && !rest.EndsWith('\n') ? "\n" : "";
        return $"{rest}{newLine}{IgnoreStart}\n/.buildkite-local/\n{folders}{kept}{IgnoreEnd}\n";
    }

    private static string WithoutBlock(string text)
    {
        var start = text.IndexOf(IgnoreStart, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(IgnoreEnd, start, StringComparison.Ordinal);
        return end < 0 ? text : text[..start] + text[Math.Min(text.Length, end + IgnoreEnd.Length + 1)..];
    }
}

/// <summary>A file that Adopt writes, changes or removes.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Before">As it is; null: it is not there.</param>
/// <param name="After">As it will be; null: it is removed.</param>
public sealed record AdoptedFile(string Path, string? Before, string? After)
{
    /// <summary>Whether it is a program that can be started.</summary>
    public bool IsProgram => Path.EndsWith(".sh", StringComparison.Ordinal);
}
