namespace BuildkiteCi.Composing.Settings;

/// <summary>What can be wrong with a build's pipeline as it is composed.</summary>
public static class CompositionRules
{
    /// <summary>A listed pipeline is not there.</summary>
    public static Rule NoSuchPipeline { get; } = new("U001", Severity.Error, "A pipeline that ci.yml lists is not there",
        "pipelines:\n  - { file: .buildkite/pipeline_dokcer.yml }\n",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml }\n")
    {
        Why = "A pipeline file was moved. Builds went on without it, and nobody missed its steps until a release.",
    };

    /// <summary>Something was chosen that is not there.</summary>
    public static Rule NothingChosen { get; } = new("U002", Severity.Error, "Something chosen by hand is not in the catalogue",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4\n",
        "./build.sh --target=GeneratePipeline --only Qwen/Qwen3-4B\n")
    {
        Why = "A name behind '--only' was misspelt. The build had no tests, passed, and was taken for a proof.",
    };

    /// <summary>A step makes more jobs than an upload may hold.</summary>
    public static Rule TooLargeForAnUpload { get; } =
        new(
            "U003",
            Severity.Error,
            "What cannot be split makes more jobs than one upload may hold",
            "steps:\n  - { command: pytest, parallelism: 600 }\n",
            "steps:\n  - { command: pytest, parallelism: 300 }\n  - { command: pytest, parallelism: 300 }\n"
        )
        {
            Why = "One group passed Buildkite's limit, and the whole upload was refused at night.",
        };

    /// <summary>A build is larger than Buildkite's usual limits.</summary>
    public static Rule TooLargeForABuild { get; } =
        new(
            "U004",
            Severity.Warning,
            "The build is larger than Buildkite allows unless an organisation has higher limits",
            "# 4,001 jobs, or 501 uploads\n",
            "# 4,000 jobs in at most 500 uploads\n"
        )
        {
            Why = "A build passed the limit of an organisation. Its last steps, which publish the results, were refused.",
        };

    /// <summary>A variable of <c>ci.yml</c> has no value for what it is looked up with.</summary>
    public static Rule NoValue { get; } = new("U010", Severity.Error, "A variable of ci.yml has no value for this build",
        "variables:\n  QUEUE: { by: \"${CHIPS}\", values: { \"1\": tpu_v6e_queue } }   # CHIPS=4\n",
        "variables:\n  QUEUE: { by: \"${CHIPS}\", values: { \"1\": tpu_v6e_queue, \"4\": tpu_v6e_4_queue } }\n")
    {
        Why = "A variable had values for two kinds of build, and the third got none: its upload failed on the first night.",
    };

    /// <summary>A file uses a variable that nothing sets.</summary>
    public static Rule Unset { get; } =
        new(
            "U011",
            Severity.Warning,
            "A pipeline uses a variable that no build sets, so that it becomes empty when it is uploaded",
            "steps:\n  - command: exit $EXIT_CODE\n",
            "steps:\n  - command: exit $$EXIT_CODE\n"
        )
        {
            Why =
                "'$MODEL' was meant for the job's shell and was emptied by the upload. The command ran without its model, and tested the "
                    + "default one.",
        };

    /// <summary>A step that is taken or left out is not in its file.</summary>
    public static Rule NoSuchStep { get; } = new("U012", Severity.Error, "A step that ci.yml names is not in its pipeline",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml, only: [bild_docker] }\n",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml, only: [build_docker] }\n")
    {
        Why = "A step was renamed in its pipeline. ci.yml kept the old name, and the step that it was to keep was left out.",
    };
}
