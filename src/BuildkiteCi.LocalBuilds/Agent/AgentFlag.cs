namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary>A flag of a command.</summary>
/// <param name="Name">Without its dashes.</param>
/// <param name="Variable">The variable that it is taken from where it is not given; null: none.</param>
/// <param name="IsSwitch">Whether it takes no value but in the form <c>--flag=value</c>.</param>
internal sealed record AgentFlag(string Name, string? Variable = null, bool IsSwitch = false);
