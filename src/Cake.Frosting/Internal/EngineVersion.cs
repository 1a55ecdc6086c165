using System.Reflection;
using Cake.Cli;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>The version of the engine that runs the tasks; the one that Cake.Cli reads is the entry assembly's, which here is the build
/// itself.</summary>
internal sealed class EngineVersion : IVersionResolver
{
    public string GetVersion() => GetProductVersion().Split('+')[0];

    public string GetProductVersion() =>
        typeof(CakeEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
