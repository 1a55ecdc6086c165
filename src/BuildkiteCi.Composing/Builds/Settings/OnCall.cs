namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Who is notified when a scheduled nightly or integration build fails.</summary>
/// <param name="Email">An address; null: no mail is sent.</param>
/// <param name="Channel">A Slack channel: <c>#tpu-ci</c> or <c>workspace#tpu-ci</c>; null: nothing is posted.</param>
public sealed record OnCall(string? Email, string? Channel);
