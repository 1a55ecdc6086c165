using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing;

/// <summary>
/// The build program as an artifact of the build, for agents that cannot compile it. Every step has checksum and job in its own
/// environment, which no job can change: meta-data and an upload's environment are anybody's who runs in the build (facts about a job's
/// environment).
/// </summary>
/// <param name="Sha256">Checksum of the archive, in hexadecimal digits.</param>
/// <param name="Job">Id of the job that uploaded it.</param>
internal sealed record SharedProgram(string Sha256, string Job)
{
    /// <summary>The variable with the checksum.</summary>
    public const string Sha256Variable = "BUILDKITECI_PROGRAM_SHA256";

    /// <summary>The variable with the job.</summary>
    public const string JobVariable = "BUILDKITECI_PROGRAM_JOB";

    private const int Sha256Length = 64;

    /// <summary>The program that the composing job shares; null: it shares none.</summary>
    public static SharedProgram? Of(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault(Sha256Variable) is { Length: Sha256Length } sum
        && sum.All(char.IsAsciiHexDigit)
        && variables.GetValueOrDefault(JobVariable) is { Length: > 0 } job
            ? new SharedProgram(sum, job)
            : null;

    /// <summary>The upload with the variables in every step that runs on an agent.</summary>
    public ComposedUpload NameIn(ComposedUpload upload) =>
        upload with
        {
            Document = upload.Document with { Steps = [.. upload.Document.Steps.Select(NameIn)] },
        };

    private Step NameIn(Step step) =>
        step switch
        {
            GroupStep group => group with { Steps = [.. group.Steps.Select(NameIn)] },
            CommandStep command => command.With(
                command.Attributes.With("env", WithVariables(command.Attributes["env"] as YamlMapping ?? YamlMapping.Of()))
            ),
            _ => step,
        };

    private YamlMapping WithVariables(YamlMapping env) =>
        env.With(Sha256Variable, YamlScalar.Of(Sha256)).With(JobVariable, YamlScalar.Of(Job));
}
