using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Pipeline files as <c>pipeline upload</c> would read them.</summary>
internal static class PipelineInputs
{
    /// <summary>The environment that files are interpolated with.</summary>
    /// <param name="context">The run.</param>
    /// <param name="generation">The TPU generation whose variables are laid over it; null: none.</param>
    /// <remarks>
    /// Secrets by the agent's own list are interpolated, so that the pipeline is refused as the agent would; those that <c>ci.yml</c> adds
    /// stay as they are written, as in a composed pipeline.
    /// </remarks>
    public static Variables PipelineVariables(this BuildContext context, Generation? generation)
    {
        var (ours, agents) = (context.Settings.Composing.SecretVariables, AgentSecrets(context));
        return Variables.Of(context.Variables)
            .LeavingAlone(
                context.Variables.Keys.Where(name =>
                    SecretNames.Fit(name.ToUpperInvariant(), ours) && !SecretNames.Fit(name, SecretNames.Patterns(agents))
                )
            )
            .With(generation?.Variables ?? ImmutableDictionary<string, string>.Empty);
    }

    private static string AgentSecrets(BuildContext context) =>
        context.Variables.GetValueOrDefault("BUILDKITE_REDACTED_VARS", SecretNames.Usual);

    /// <summary>Reads every document of some files, in order; what was found is shown.</summary>
    /// <param name="context">The run.</param>
    /// <param name="files">The files.</param>
    /// <param name="variables">The environment, or null: nothing is interpolated.</param>
    /// <returns>The documents that the agent would take, and why it would refuse the others.</returns>
    public static (ImmutableArray<PipelineDocument> Documents, ImmutableArray<string> Refused) ReadPipelines(
        this BuildContext context,
        ImmutableArray<SourceFile> files,
        Variables? variables
    )
    {
        var reading = new PipelineReading(variables);
        var documents = ImmutableArray.CreateBuilder<PipelineDocument>();
        var refused = new List<string>();
        foreach (var file in files)
        {
            foreach (var read in reading.Read(file).ToList())
            {
                context.Show(read.Diagnostics);
                if (read.Value is not { } document) refused.Add($"Buildkite's agent would refuse '{file.Path}'; see above");
                else if (UploadSecrets.Problems(document, context.Variables, AgentSecrets(context)) is [var problem, ..])
                    refused.Add(
                        $"{file.Path}: {problem}, and cannot be uploaded to Buildkite; write $$NAME to have it filled in when the job runs"
                    );
                else documents.Add(document);
            }
        }

        return (documents.ToImmutable(), [.. refused.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Ends a task whose pipelines the agent would refuse, with its exit status.</summary>
    /// <exception cref="CakeException">There are reasons: exit status 1.</exception>
    public static void StopWhereRefused(ImmutableArray<string> refused)
    {
        if (!refused.IsEmpty) throw new CakeException(1, string.Join(Environment.NewLine + "Error: ", refused));
    }
}
