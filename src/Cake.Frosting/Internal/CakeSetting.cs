namespace Cake.Frosting.Internal;

/// <summary>A configuration value that the build sets; <c>CAKE_</c> variables, <c>cake.config</c> and the command line win over it, in this
/// order.</summary>
internal sealed record CakeSetting(string Key, string Value);
