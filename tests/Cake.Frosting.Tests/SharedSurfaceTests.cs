using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cake.Frosting.Tests;

/// <summary>
/// Compares the public surface with the published host's: <c>PublishedSurface.txt</c> was read by reflection off a Cake.Frosting 6 assembly
/// on the engine of Cake 7.0.0, in the notation of this test.
/// </summary>
public sealed class SharedSurfaceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_surface_is_that_of_the_published_host()
    {
        var listed = Oracle.Text("Cake.Frosting.Tests", "PublishedSurface.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string.Join('\n', Sorted(Surface())).ShouldBe(string.Join('\n', Sorted(listed)));
    }

    // Types by name, and the members of each by theirs: the list has them as they are declared.
    private static IEnumerable<string> Sorted(IEnumerable<string> lines)
    {
        var type = "";
        return lines.Select(line => (Type: type = line.StartsWith("- ", StringComparison.Ordinal) ? line : type, Line: line))
            .OrderBy(pair => pair.Type, StringComparer.Ordinal).ThenBy(pair => pair.Line, StringComparer.Ordinal).Select(pair => pair.Line);
    }

    private static IEnumerable<string> Surface() =>
        typeof(CakeHost)
            .Assembly.GetExportedTypes()
            .SelectMany(type => Members(type).Prepend($"- `{type.Namespace}` **{Kind(type)} {Name(type)}**{Bases(type)}{Where(type)}"));

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).Select(Name);
        if (type.BaseType is { } parent && parent != typeof(object)) bases = bases.Prepend(Name(parent));
        return bases.Any() ? $" : {string.Join(", ", bases)}" : "";
    }

    private static string Where(Type type) =>
        string.Concat(
            type.GetGenericArguments()
                .Select(argument =>
                    $"  where {argument.Name} : {string.Join(", ", argument.GetGenericParameterConstraints().Select(Name))}"
                )
        );

    private static IEnumerable<string> Members(Type type)
    {
        foreach (
            var constructor in type.GetConstructors(Declared | BindingFlags.NonPublic)
                .Where(one => !one.IsStatic && (one.IsPublic || one.IsFamily))
        )
            yield return $"  - ctor({Parameters(constructor)})";
        foreach (var property in type.GetProperties(Declared))
            yield return $"  - property {Name(property.PropertyType)} {property.Name} {{ get; }}";
        foreach (var method in type.GetMethods(Declared).Where(method => !method.IsSpecialName))
            yield return $"  - {Modifier(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})";
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            yield return $"  - attribute usage: {usage.ValidOn}, AllowMultiple={usage.AllowMultiple}, Inherited={usage.Inherited}";
    }

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => $"{argument.Name}:{string.Join(", ", argument.GetGenericParameterConstraints().Select(Name))}"))}>"
            : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "")
        + string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(void) => "void",
        _ when type == typeof(int) => "int",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(string) => "string",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name,
    };
}
