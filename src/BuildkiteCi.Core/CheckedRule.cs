using System.Collections.Immutable;
using System.Reflection;

namespace BuildkiteCi.Core;

/// <summary>
/// A rule with its check in one class and one file. Such a class is a rule by being there: no table lists it, and its page,
/// <c>--explain</c>, SARIF and
/// the tests of its examples come from it.
/// </summary>
public abstract class CheckedRule
{
    /// <summary>What the rule is: code, title, why, examples.</summary>
    public abstract Rule Rule { get; }

    /// <summary>All rules of a kind in its assembly, by code.</summary>
    protected static ImmutableArray<T> AllOf<T>()
        where T : CheckedRule => AllOf<T>(typeof(T).Assembly);

    internal static ImmutableArray<T> AllOf<T>(Assembly assembly)
        where T : CheckedRule =>
        [
            .. assembly
                .GetTypes()
                .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
                .Select(type =>
                    (T)
                        Activator.CreateInstance(
                            type,
                            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
                            null,
                            null,
                            null
                        )!
                )
                .OrderBy(rule => rule.Rule.Code, StringComparer.Ordinal),
        ];
}
