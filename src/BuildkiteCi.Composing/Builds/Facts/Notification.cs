using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>Somebody who is notified when a build has failed.</summary>
/// <param name="By">How: <c>email</c> or <c>slack</c>, the key of Buildkite's <c>notify</c>.</param>
/// <param name="To">An address or a channel.</param>
public sealed record Notification(string By, string To)
{
    /// <summary>Whom a build tells (domain rules, "Notify"): a scheduled nightly or integration build the people on call, any other one its
    /// creator.</summary>
    public static ImmutableArray<Notification> Of(BuildIdentity identity, OnCall onCall)
    {
        var isRoutine = identity.IsScheduled && (identity.Kind == BuildKind.Nightly || identity.Kind == BuildKind.Integration);
        (string By, string? To)[] rows = isRoutine
            ? [("email", onCall.Email), ("slack", onCall.Channel)]
            : [("email", identity.CreatorEmail)];
        return [.. from row in rows where row.To is not null select new Notification(row.By, row.To)];
    }
}
