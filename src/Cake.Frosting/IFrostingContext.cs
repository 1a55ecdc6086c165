using Cake.Core;

namespace Cake.Frosting;

/// <summary>The one object that every task and lifetime of a run gets; a build's own options and state belong on it.</summary>
public interface IFrostingContext : ICakeContext;
