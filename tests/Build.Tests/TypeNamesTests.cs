using System.Runtime.CompilerServices;
using Build.Tasks;

namespace Build.Tests;

public sealed class TypeNamesTests
{
    [Fact]
    public void A_name_of_a_type_means_one_thing_in_all_projects()
    {
        var build = typeof(ValidateTask).Assembly;
        var assemblies = build
            .GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("BuildkiteCi.", StringComparison.Ordinal))
            .Select(System.Reflection.Assembly.Load)
            .Append(build)
            .ToArray();

        assemblies.Length.ShouldBeGreaterThan(10);
        assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                !type.IsNested
                && type.Namespace is { } space
                && (space.StartsWith("Build.", StringComparison.Ordinal) || space.StartsWith("BuildkiteCi.", StringComparison.Ordinal))
                && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            )
            .GroupBy(type => type.Name, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName)))
            .ShouldBeEmpty();
    }
}
