using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using Build.Wiring;
using Cake.Core;

namespace Build.Options;

/// <summary>
/// Whether and where a target pushes. A job of a build that <c>ci.yml</c> allows to publish pushes by itself; from anywhere else a push
/// needs a place that was named and a yes; a job of a local build never pushes.
/// </summary>
internal sealed class PushOptions
{
    private static readonly string[] PushOnly = ["remote", "yes"];

    private const string TokenVariable = "GITHUB_PAT";
    private const string Origin = "origin";

    private PushOptions(string remote, string? token)
    {
        Remote = remote;
        Token = token;
    }

    /// <summary>The remote's name or address.</summary>
    public string Remote { get; }

    /// <summary>The token; null: git has one of its own, or none is needed.</summary>
    public string? Token { get; }

    /// <summary>Whether what would be pushed is only shown.</summary>
    public bool IsDryRun { get; private init; }

    /// <summary>Whether the terminal is asked before anything is pushed.</summary>
    public bool Asks { get; private init; }

    /// <summary>The options; null: nothing is pushed, and nothing is to be shown.</summary>
    /// <param name="context">The run. What is wrong is noted with its options.</param>
    /// <param name="whyNot">Why a build may not push, by the rules of <c>ci.yml</c>.</param>
    /// <exception cref="CakeException">A job of Buildkite's must not push: exit status 1.</exception>
    public static PushOptions? Read(BuildContext context, Func<PublishingRules, BuildIdentity, string?> whyNot)
    {
        var options = context.Options;
        var (push, isDryRun, isAgreed, remote) = (
            options.Switch("push"),
            options.Switch("dry-run"),
            options.Switch("yes"),
            RemoteOption(context)
        );
        var token = context.Variables.GetValueOrDefault(TokenVariable)?.Trim() is { Length: > 0 } text ? text : null;
        if (!push && !isDryRun)
        {
            foreach (var name in PushOnly.Where(options.Has))
                options.Wrong(name, "nothing is pushed; add --push, or --dry-run to see what would be");
            return null;
        }

        if (isDryRun) return new PushOptions(remote ?? Origin, token) { IsDryRun = true };
        if (context.IsLocalJob)
        {
            // However the step was written: what runs here was composed for Buildkite, and nobody has agreed to a push from here.
            context.Say($"--push: a job of a build on this machine pushes nothing; what it would push is in {context.PublishedFiles.Root}");
            return null;
        }

        if (IsBuildkiteJob(context)) return OfJob(context, whyNot, remote, token);
        if (remote is null)
            options.Wrong(
                "push",
                "this is no job of Buildkite's, so name where it goes: --remote NAME or --remote ADDRESS; --dry-run shows what would be "
                    + "pushed"
            );
        else if (!isAgreed && !context.SomebodyIsThere)
            options.Wrong("push", "nobody is at a terminal to be asked; add --yes, or --dry-run to see what would be pushed");
        return new PushOptions(remote ?? Origin, token) { Asks = !isAgreed };
    }

    private static PushOptions OfJob(
        BuildContext context,
        Func<PublishingRules, BuildIdentity, string?> whyNot,
        string? remote,
        string? token
    )
    {
        var identity = context.Report(context.Identity(fallback: null));
        context.Options.Check();
        if (whyNot(context.Settings.Composing.Publishing, identity) is { } why) throw new CakeException(1, $"--push is refused: {why}");
        if (token is null)
            throw new CakeException(
                1,
                $"--push is refused: {TokenVariable} is not set; give this step a token that may push as a secret of that name"
            );
        return new PushOptions(remote ?? Origin, token);
    }

    private static bool IsBuildkiteJob(BuildContext context) =>
        context.Variables.GetValueOrDefault("BUILDKITE") == "true"
        && context.Variables.GetValueOrDefault("BUILDKITE_JOB_ID") is { Length: > 0 };

    // A folder of this machine is meant from where the command is typed, not from where git runs.
    private static string? RemoteOption(BuildContext context) =>
        context.Options.Text("remote") is { } text
            ? Directory.Exists(text) && text.AsSpan().IndexOfAny('/', '\\', '.') >= 0
                ? Path.GetFullPath(text)
                : text
            : null;
}
