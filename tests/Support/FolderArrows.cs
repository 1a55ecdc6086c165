using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TestSupport;

/// <summary>
/// Which folder of an assembly uses which, read from its compiled code: base types, interfaces, attributes, fields, signatures, local
/// variables and instructions. A folder is a namespace, as namespaces follow folders.
/// </summary>
internal static class FolderArrows
{
    /// <summary>The pairs of folders that use each other, <c>A &lt;-&gt; B: a type of A that uses B, a type of B that uses A</c>.</summary>
    /// <param name="assemblyPath">The compiled assembly.</param>
    public static IReadOnlyList<string> BothWays(string assemblyPath)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        var arrows = new Dictionary<(string From, string To), string>();
        foreach (var type in assembly.MainModule.Types)
        {
            // What generators add (queries, JSON) stands in no folder, and uses the folders that it is generated for.
            if (type.Namespace.Length == 0 || IsGenerated(type)) continue;
            foreach (var used in Used(type).Select(Outermost).Where(used => used.Scope == assembly.MainModule && used.Namespace.Length > 0))
            {
                if (used.Namespace != type.Namespace) arrows.TryAdd((type.Namespace, used.Namespace), $"{type.Name} uses {used.Name}");
            }
        }
        return
        [
            .. arrows
                .Where(arrow =>
                    string.CompareOrdinal(arrow.Key.From, arrow.Key.To) < 0 && arrows.ContainsKey((arrow.Key.To, arrow.Key.From))
                )
                .Select(arrow => $"{arrow.Key.From} <-> {arrow.Key.To}: {arrow.Value}, {arrows[(arrow.Key.To, arrow.Key.From)]}")
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsGenerated(TypeDefinition type) => type.Name.StartsWith('<');

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        IEnumerable<TypeReference?> named =
        [
            type.BaseType,
            .. type.Interfaces.Select(one => one.InterfaceType),
            .. type.CustomAttributes.Select(one => one.AttributeType),
            .. type.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Methods.SelectMany(OfMethod),
        ];
        return named.SelectMany(Parts).Concat(type.NestedTypes.SelectMany(Used));
    }

    private static IEnumerable<TypeReference?> OfMethod(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.CustomAttributes.Select(one => one.AttributeType),
        .. method.GenericParameters.SelectMany(one => one.Constraints).Select(one => one.ConstraintType),
        .. method.HasBody ? OfBody(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> OfBody(MethodBody body) =>
        body.Variables.Select(variable => variable.VariableType)
            .Concat(body.Instructions.SelectMany(instruction => instruction.Operand switch
            {
                TypeReference used => [used],
                FieldReference field => [field.DeclaringType, field.FieldType],
                GenericInstanceMethod call => [call.DeclaringType, call.ReturnType, .. call.GenericArguments],
                MethodReference call => (IEnumerable<TypeReference?>)[call.DeclaringType, call.ReturnType],
                _ => [],
            }));

    /// <summary>The type itself, and what it is made of: elements of arrays, arguments of generic types.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        RequiredModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
