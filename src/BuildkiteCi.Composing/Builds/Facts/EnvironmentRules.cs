namespace BuildkiteCi.Composing.Builds.Facts;

/// <summary>What can be wrong with the environment that a build is decided by. The bad and good examples are variables.</summary>
public static class EnvironmentRules
{
    /// <summary>A variable has a value that it cannot have.</summary>
    public static Rule UnusableVariable { get; } =
        new(
            "E001",
            Severity.Error,
            "A variable of the build has a value that it cannot have",
            "MODEL_IMPL_TYPE=flax\n",
            "MODEL_IMPL_TYPE=flax_nnx\n"
        )
        {
            Why =
                "A build was started by hand with a misspelt implementation. It tested the usual one, and the release was decided on the "
                    + "wrong results.",
        };

    /// <summary>Something about the build could not be found out, and the build can do without.</summary>
    public static Rule IncompleteInputs { get; } = new("E003", Severity.Warning, "Something about the build could not be found out",
        "# a shallow clone whose history cannot be fetched\n",
        "# a clone with the history down to the merge base\n")
    {
        Why = "The labels of a pull request could not be asked for, and the build went on without saying that it did not know them.",
    };

    /// <summary>Something about the build could not be found out, and the build cannot do without.</summary>
    public static Rule MissingInputs { get; } = new("E004", Severity.Error, "Something that decides about the build could not be found out",
        "# an integration build without a network\n",
        "# an integration build that reaches vLLM's repository\n")
    {
        Why = "A shallow clone lacked the base branch. The build took every file for changed, or none, and tested accordingly.",
    };

    /// <summary>A problem of the environment as a whole.</summary>
    internal static Diagnostic Problem(Rule rule, string message, string fix) => new(rule, SourceLocation.Of("environment"), message, fix);
}
