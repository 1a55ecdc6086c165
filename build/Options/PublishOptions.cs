using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Builds;
using Cake.Buildkite;

namespace Build.Options;

/// <summary>The options of PublishMatrix.</summary>
internal sealed class PublishOptions
{
    private const string FromPublished = "published";

    private readonly BuildContext context;
    private readonly string? results;
    private readonly bool isNight;
    private readonly bool namesImplementation;

    public PublishOptions(BuildContext context)
    {
        this.context = context;
        Environment = new PublicationEnvironment(context.Variables);
        results = context.Options.Text("results");
        HistoryFromGit = context.Options.Switch("history-from-git");
        IsGate = context.Options.Switch("gate");
        Compared = context.Options.Names("compare");
        if (Compared.Length > 2) context.Options.Wrong("compare", "takes two releases; write --compare v0.26.0 v0.27.0");
        if (context.Options.Has("compare") && results is null) results = FromPublished;
        ResultsFile = results is null or "buildkite" or "local" or FromPublished ? null : File(results);
        isNight = context.Options.Switch("nightly");
        Release = ReleaseOption();
        namesImplementation = context.Options.Has("implementation");
        Implementation = namesImplementation
            ? context.Options.Choice("implementation", context.Settings.Builds.Implementations)
                ?? context.Settings.Builds.Implementations[0]
            : context.Implementation();
        Output = Folder("output");
        Site = Folder("site");
        Readme = ReadmeOption();
        Push = PushOptions.Read(context, (rules, identity) => rules.WhyNoMatrices(identity));
    }

    public PublicationEnvironment Environment { get; }

    /// <summary>Whether nothing new is published: pages and comparisons are made of what was published before.</summary>
    public bool IsOfPublished => results == FromPublished;

    /// <summary>Whether earlier releases and nights are rebuilt from the commits that published them.</summary>
    public bool HistoryFromGit { get; }

    /// <summary>Whether the run fails where a release is worse than the one before.</summary>
    public bool IsGate { get; }

    /// <summary>The two releases or nights that are compared; one is compared with the one before it; none: nothing is.</summary>
    public ImmutableArray<string> Compared { get; }

    /// <summary>The results file; null where a build is asked.</summary>
    public SourceFile? ResultsFile { get; }

    /// <summary>The release that <c>--release</c> names; null without it.</summary>
    public ReleaseVersion? Release { get; }

    public ImplementationType Implementation { get; }

    /// <summary>A folder for all files; null: their places in the repository.</summary>
    public string? Output { get; }

    /// <summary>A folder for the pages of the site; null: none.</summary>
    public string? Site { get; }

    /// <summary>A Markdown file to update, relative to the root; null: none.</summary>
    public string? Readme { get; }

    /// <summary>Whether and where everything is committed and pushed; null: nowhere.</summary>
    public PushOptions? Push { get; }

    /// <summary>The build that is asked.</summary>
    public IBuild Build => results switch
    {
        "buildkite" => new AgentBuild(new BuildkiteAgent(context), context.Files.Root),
        "local" => new LocalBuild(context.StateFolder, context.Files, context.Time),
        _ => context.Build,
    };

    /// <summary>The publication of a build's results: as the options name it, else by the build's tag.</summary>
    public Publication Publication(DateTimeOffset now) => Release is not null || isNight
        ? Environment.Publication(Implementation.Name, Release, now)
        : context.Report(Environment.PublicationOfTag(Implementation.Name, context.Settings.Builds.ReleaseTags, now));

    /// <summary>The results of a file under the names that the command line gives them.</summary>
    public BuildResults Rename(BuildResults read) => read with
    {
        Publication = read.Publication with
        {
            Release = Release?.Tag ?? (isNight ? null : read.Publication.Release),
            Implementation = namesImplementation ? Implementation.Name : read.Publication.Implementation,
        },
    };

    private ReleaseVersion? ReleaseOption()
    {
        if (context.Options.Text("release") is not { } tag) return null;
        if (isNight) context.Options.Wrong("--release and --nightly exclude each other; give one of them");
        if (ReleaseVersion.Parse(tag) is { } release) return release;
        context.Options.Wrong("release", ReleaseVersion.WhatIsWrongWith(tag));
        return null;
    }

    private string? ReadmeOption()
    {
        if (context.Options.Text("update-readme") is not { } path) return null;
        var relative = Path.GetRelativePath(context.Files.Root, Path.GetFullPath(path, context.Files.Root)).Replace('\\', '/');
        if (!relative.StartsWith("../", StringComparison.Ordinal) && relative != ".." && !Path.IsPathRooted(relative)) return relative;
        context.Options.Wrong("update-readme", $"'{path}' lies outside of the repository in '{context.Files.Root}'");
        return null;
    }

    private string? Folder(string name)
    {
        if (context.Options.Text(name) is not { } path) return null;
        for (var folder = Path.GetFullPath(path); folder is not null; folder = Path.GetDirectoryName(folder))
            if (System.IO.File.Exists(folder))
                context.Options.Wrong(name, $"'{folder}' is a file, so there can be no folder '{path}'; name another");
        return path;
    }

    private SourceFile? File(string path)
    {
        if (System.IO.File.Exists(path)) return new SourceFile(path, System.IO.File.ReadAllText(path));
        context.Options.Wrong(
            "results",
            $"there is no file '{path}'; give 'buildkite', 'local', 'published' or a results file that an earlier PublishMatrix wrote"
        );
        return null;
    }
}
