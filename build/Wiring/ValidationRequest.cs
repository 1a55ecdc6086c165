using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Core;
using Problems = BuildkiteCi.Core.Problems;

namespace Build.Wiring;

/// <summary>What Validate is asked for.</summary>
/// <param name="Named">The files to report on; null: everything.</param>
/// <param name="Format">How problems are written.</param>
internal sealed record ValidationRequest(ImmutableArray<SourceFile>? Named, OutputFormat Format)
{
    // What --baseline is given to see everything in a repository with a baseline.
    private const string NoBaseline = "none";

    private static readonly (string, OutputFormat)[] Formats =
    [
        ("text", OutputFormat.Text),
        ("json", OutputFormat.Json),
        ("sarif", OutputFormat.Sarif),
    ];

    /// <summary>The rule to show instead, or null.</summary>
    public Rule? Explained { get; init; }

    /// <summary>The commit that the change is compared with, or null.</summary>
    public string? Since { get; init; }

    /// <summary>The file of accepted problems, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>Whether that file is written anew.</summary>
    public bool UpdatesBaseline { get; init; }

    /// <summary>Whether what is safe is mended.</summary>
    public bool Fixes { get; init; }

    /// <summary>Whether unfilled TODOs are errors.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Whether every problem of the repository is asked for, whatever change it came with.</summary>
    public bool IsWhole => Named is null && Since is null;

    /// <summary>Reads the options; wrong ones end the run with all that is wrong with them.</summary>
    public static ValidationRequest Read(BuildContext context)
    {
        var options = context.Options;
        var request = new ValidationRequest(
            options.Has("files") ? context.Files("files") : null,
            options.Choice("format", Formats) ?? OutputFormat.Text
        )
        {
            Since = options.Text("since"),
            Baseline = options.Text("baseline") switch
            {
                NoBaseline => null,
                null => options.Switch("update-baseline") || context.Files.Read(Problems.Baseline.UsualPath) is not null
                    ? Problems.Baseline.UsualPath
                    : null,
                var named => named,
            },
            UpdatesBaseline = options.Switch("update-baseline"),
            Fixes = options.Switch("fix"),
            IsStrict = options.Switch("strict"),
            Explained = options.Text("explain") is { } code ? RuleBook.Find(code) : null,
        };
        if (request.Explained is null && options.Text("explain") is { } unknown)
            options.Wrong(
                "explain",
                $"there is no rule '{unknown}'; "
                    + Spelling.Suggest(unknown.ToUpperInvariant(), RuleBook.All.Select(rule => rule.Code), "the pages of the rules list them")
            );
        if (request.UpdatesBaseline && request.Baseline is null)
            options.Wrong("update-baseline", $"name the file with --baseline FILE; without one it is {Problems.Baseline.UsualPath}");
        if (request is { UpdatesBaseline: true, IsWhole: false })
            options.Wrong("update-baseline", "a baseline is of the whole repository; leave out --files and --since");
        if (request is { Baseline: { } file, UpdatesBaseline: false } && !File.Exists(Path.GetFullPath(file, context.Files.Root)))
            options.Wrong("baseline", $"there is no file '{file}'; write it with --baseline {file} --update-baseline");
        options.Check();
        return request;
    }
}
