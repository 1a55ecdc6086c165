using System.Collections.Immutable;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>A job of a command step, as it is run.</summary>
/// <param name="Label">For people, with its number or matrix values put in.</param>
/// <param name="Title">The step's label with the same put in: <c>BUILDKITE_LABEL</c>.</param>
/// <param name="Command">What bash runs; may be several lines.</param>
/// <param name="Environment">The step's own variables and those that tell its jobs apart.</param>
public sealed record RunJob(string Label, string Title, string Command, ImmutableArray<KeyValuePair<string, string>> Environment)
{
    /// <summary>The container that the command runs in; null: this machine.</summary>
    public ContainerPlugin? Container { get; init; }

    /// <summary>The plugins that are run by their hooks, in order.</summary>
    public ImmutableArray<HookedPlugin> Plugins { get; init; } = [];

    /// <summary>The label as a terminal shows it, without emoji names.</summary>
    public string Shown => LabelText.WithoutEmoji(Label);
}
