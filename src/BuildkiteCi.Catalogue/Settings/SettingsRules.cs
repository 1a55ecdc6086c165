namespace BuildkiteCi.Catalogue.Settings;

/// <summary>What can be wrong with <c>ci.yml</c>.</summary>
public static class SettingsRules
{
    /// <summary>A key that means nothing.</summary>
    public static Rule Unknown { get; } = new("S001", Severity.Error, "ci.yml has a setting that is not known",
        "queue:\n  cpu: {}\n",
        "queues:\n  cpu: {}\n")
    {
        Why = "A misspelt setting did nothing. The team believed for weeks that its pull requests needed a label.",
    };

    /// <summary>A value of another kind, or out of its range.</summary>
    public static Rule WrongValue { get; } = new("S002", Severity.Error, "A setting of ci.yml has a value that it cannot have",
        "queues:\n  cpu: { tensor_parallel_size: many }\n",
        "queues:\n  cpu: { tensor_parallel_size: 1 }\n")
    {
        Why = "A priority was written as a word. The default was used, and releases waited behind nightlies.",
    };

    /// <summary>A key that has no default and is not there.</summary>
    public static Rule Missing { get; } =
        new(
            "S003",
            Severity.Error,
            "A setting of ci.yml that has no default is missing",
            "generations:\n  v6e: { tpu_version: tpu6e }\n",
            "generations:\n  v6e: { tpu_version: tpu6e, meta_data_prefix: v6, small_queue: tpu_v6e_queue, large_queue: tpu_v6e_8_queue, "
                + "small_tensor_parallel_size: 1, large_tensor_parallel_size: 8 }\n"
        )
        {
            Why = "A generation lacked its large queue, and every step for eight chips failed to be composed on the first night.",
        };
}
