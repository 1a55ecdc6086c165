namespace BuildkiteCi.Catalogue.Results;

/// <summary>The meta-data keys under which a build holds its results. Older scripts read and write the same ones.</summary>
public static class ResultKeys
{
    /// <summary>Names of the models that the build tests, one a line.</summary>
    public const string ModelList = "model-list";

    /// <summary>The commit of vLLM that is tested.</summary>
    public const string VllmCommit = "VLLM_COMMIT_HASH";

    /// <summary>How keys begin that hold the version of a package that the build used: <c>version:jax</c>.</summary>
    public const string VersionPrefix = "version:";

    /// <summary>Names of the features that the build tests, one a line.</summary>
    public const string FeatureList = "feature-list";

    /// <summary>The text of a subject's stage.</summary>
    public static string Result(Generation generation, SubjectName subject, string stage) => $"{generation.MetaDataPrefix}{subject}:{stage}";

    /// <summary>What a subject's stage measured, as <see cref="MeasurementText"/> writes it. Older scripts know nothing of it.</summary>
    public static string Measurements(Generation generation, SubjectName subject, string stage) =>
        $"{Result(generation, subject, stage)}_measurements";

    /// <summary>What a benchmark case measured against its targets, as <see cref="MeasurementText"/> writes it.</summary>
    /// <param name="generation">Where it ran.</param>
    /// <param name="model">The model that the case serves.</param>
    /// <param name="name">The case's name.</param>
    public static string Case(Generation generation, string model, string name) => $"{CasesOf(generation, model)}{name}";

    /// <summary>How the keys of all cases of a model begin.</summary>
    public static string CasesOf(Generation generation, string model) => $"{generation.MetaDataPrefix}{model}{CaseMark}";

    /// <summary>What keys of cases hold between the model and the case.</summary>
    public const string CaseMark = ":case:";

    /// <summary>The category of a subject.</summary>
    public static string Category(Generation generation, SubjectName subject) => $"{generation.MetaDataPrefix}{subject}_category";

    /// <summary><c>true</c> where any cell of the generation's matrices fails, else <c>false</c>.</summary>
    public static string AnyFailing(Generation generation) => $"{generation.MetaDataPrefix}_CI_TESTS_FAILED";

    /// <summary><c>true</c> where the build tests this generation.</summary>
    public static string RunMatrix(Generation generation) => $"run_{generation.MetaDataPrefix}_matrix";
}
