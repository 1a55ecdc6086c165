using System.Reflection;

namespace Cake.Frosting.Internal;

internal static class TaskTypes
{
    /// <summary>The public, concrete task classes of <paramref name="assembly"/>, nested ones included.</summary>
    public static IEnumerable<Type> In(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
            && typeof(IFrostingTask).IsAssignableFrom(type));
}
