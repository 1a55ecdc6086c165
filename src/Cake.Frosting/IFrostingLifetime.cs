namespace Cake.Frosting;

/// <summary>A setup and a teardown in one object.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
