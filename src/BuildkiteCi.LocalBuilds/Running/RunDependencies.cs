using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What running a build needs of the world.</summary>
/// <param name="Build">The build; it holds what the run has done.</param>
/// <param name="Root">Full path of the repository: where jobs start.</param>
/// <param name="Processes">Starts jobs.</param>
/// <param name="StandIn">The program that is <c>buildkite-agent</c> to jobs; it gets the agent's arguments behind these.</param>
/// <param name="View">Where the run is watched.</param>
/// <param name="Questions">Answers block and input steps.</param>
/// <param name="Time">Measures and waits.</param>
public sealed record RunDependencies(
    LocalBuild Build,
    string Root,
    IProcessRunner Processes,
    CommandLine StandIn,
    IRunView View,
    IQuestions Questions,
    TimeProvider Time
);
