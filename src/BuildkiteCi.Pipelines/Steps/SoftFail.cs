using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>When a failed step does not fail the build.</summary>
/// <param name="Always">With whatever exit status: <c>soft_fail: true</c>, or <c>exit_status: "*"</c>.</param>
/// <param name="ExitStatuses">With these exit statuses.</param>
public sealed record SoftFail(bool Always, ImmutableArray<int> ExitStatuses)
{
    /// <summary>Every failure fails the build.</summary>
    public static SoftFail Never { get; } = new(false, []);

    /// <summary>Whether a job that ended with this status fails softly.</summary>
    public bool Covers(int exitStatus) => exitStatus != 0 && (Always || ExitStatuses.Contains(exitStatus));

    /// <summary>Understands <c>soft_fail</c>.</summary>
    internal static SoftFail Of(YamlNode? node) =>
        node switch
        {
            YamlScalar { Canonical: "true" } => new(true, []),
            YamlSequence list => new(
                list.Items.Any(item => Status(item) is { Canonical: "*" }),
                [
                    .. list
                        .Items.Select(Status)
                        .Where(status => int.TryParse(status?.Canonical, out _))
                        .Select(status => int.Parse(status!.Canonical)),
                ]
            ),
            _ => Never,
        };

    private static YamlScalar? Status(YamlNode item) => (item as YamlMapping)?.Scalar("exit_status");
}
