namespace Cake.Frosting;

/// <summary>What happens before and after each task, in one object.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
