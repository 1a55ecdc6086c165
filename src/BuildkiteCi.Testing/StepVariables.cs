using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing;

/// <summary>The variables that a catalogue step gives to its job, and what is wrong with them.</summary>
/// <param name="environment">All variables of this process.</param>
internal sealed class StepVariables(IReadOnlyDictionary<string, string> environment)
{
    private readonly ImmutableArray<Diagnostic>.Builder problems = ImmutableArray.CreateBuilder<Diagnostic>();

    /// <summary>What was wrong so far.</summary>
    public ImmutableArray<Diagnostic> Problems => problems.ToImmutable();

    /// <summary>A value; null where there is none. The facts about a job's environment: "unset" and "empty" are alike.</summary>
    public string? this[string name] => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>A value that has to be there; null, and a problem, where it is not.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="consequence">What that means, in words that follow "… is not set".</param>
    /// <param name="fix">What to do.</param>
    public string? Required(string name, string consequence, string fix)
    {
        if (this[name] is { } value && !string.IsNullOrWhiteSpace(value)) return value;
        Add(TestingRules.MissingVariable, $"{name} is not set{consequence}", fix);
        return null;
    }

    /// <summary>The subject that is tested (<c>CI_TARGET</c>); null, and a problem, where none is named.</summary>
    /// <param name="consequence">As for <see cref="Required"/>.</param>
    /// <param name="fix">As for <see cref="Required"/>.</param>
    public SubjectName? Target(string consequence, string fix)
    {
        if (Required("CI_TARGET", consequence, fix) is not { } text) return null;
        if (SubjectName.Parse(text) is { } name) return name;
        Add(TestingRules.UnusableVariable, $"CI_TARGET '{text}' {SubjectName.WhatIsWrongWith(text)}", "correct it in the step's 'env'");
        return null;
    }

    /// <summary>Reports a problem of the environment.</summary>
    public void Add(Rule rule, string message, string fix) =>
        problems.Add(new Diagnostic(rule, SourceLocation.Of("environment"), message, fix));
}
