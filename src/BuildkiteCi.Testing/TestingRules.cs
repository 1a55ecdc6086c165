namespace BuildkiteCi.Testing;

/// <summary>What can be wrong with what a stage is run from.</summary>
public static class TestingRules
{
    /// <summary>A variable that a stage's job needs is missing.</summary>
    public static readonly Rule MissingVariable = new("T001", Severity.Error, "a variable that a stage's job needs is not set",
        "env: {CI_STAGE: UnitTest}", "env: {CI_STAGE: UnitTest, CI_TARGET: Qwen/Qwen3-4B}")
    {
        Why = "A job was started by hand without the variable that names its test. It tested nothing and passed.",
    };

    /// <summary>A variable of a stage's job holds nothing that can be used.</summary>
    public static readonly Rule UnusableVariable = new(
        "T002",
        Severity.Error,
        "a variable of a stage's job has a value that cannot be used",
        "env: {CI_STAGE: UnitTset}", "env: {CI_STAGE: UnitTest}")
    {
        Why = "A threshold was written with a comma. It was not read, and the stage passed with any score.",
    };
}
