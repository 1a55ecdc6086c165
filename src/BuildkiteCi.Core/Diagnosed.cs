using System.Collections.Immutable;

namespace BuildkiteCi.Core;

/// <summary>A value and everything that was found while it was made. Errors and a value can stand together: what could be understood goes
/// on.</summary>
/// <typeparam name="T">A reference type, so that "no value" can be expressed.</typeparam>
/// <param name="Value">The value; null where nothing could be made of the input.</param>
/// <param name="Diagnostics">All problems, in the order in which they were found.</param>
public sealed record Diagnosed<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
    where T : class
{
    /// <summary>Whether any diagnostic is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Goes on with the value, where there is one, and keeps what both steps found.</summary>
    public Diagnosed<TNext> Then<TNext>(Func<T, Diagnosed<TNext>> next)
        where TNext : class
    {
        if (Value is null) return new Diagnosed<TNext>(null, Diagnostics);
        var result = next(Value);
        return result with { Diagnostics = Diagnostics.AddRange(result.Diagnostics) };
    }
}

/// <summary>Makes <see cref="Diagnosed{T}"/> values.</summary>
public static class Diagnosed
{
    /// <summary>A value with nothing found.</summary>
    public static Diagnosed<T> Ok<T>(T value)
        where T : class => new(value, []);

    /// <summary>A value, or none, with what was found.</summary>
    public static Diagnosed<T> With<T>(T? value, IEnumerable<Diagnostic> diagnostics)
        where T : class => new(value, [.. diagnostics]);
}
