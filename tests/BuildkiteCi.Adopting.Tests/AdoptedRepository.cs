using System.Collections.Immutable;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Writing;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>An old repository that moved in, once for all tests: running its bootstrap for each kind of build is what takes time. Tests
/// copy it.</summary>
public sealed class AdoptedRepository : IAsyncLifetime
{
    private readonly OldRepository repository = new();

    internal DetectedCi Detected { get; private set; } = null!;

    internal AdoptionPlan Plan { get; private set; } = null!;

    internal ImmutableArray<ObservedBuild> Builds { get; private set; }

    /// <summary>As it was before.</summary>
    internal string Before => repository.Root;

    public async ValueTask InitializeAsync() => (Detected, Plan, Builds) = await Move.PlanAsync(repository.Root);

    /// <summary>A copy of it as it was, to be changed.</summary>
    internal OldRepository Old() => new(repository.Root);

    /// <summary>A copy that has moved in, to be changed.</summary>
    internal OldRepository Adopted()
    {
        var copy = Old();
        Move.Write(copy.Root, Plan);
        return copy;
    }

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return ValueTask.CompletedTask;
    }
}
