using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent annotate</c> and <c>annotation remove</c>.</summary>
internal static class AnnotationCalls
{
    private const int LargestBody = 1_048_576;
    private const int LongestContext = 100;

    private static readonly ImmutableArray<AgentFlag> Which =
    [
        new("context", "BUILDKITE_ANNOTATION_CONTEXT"),
        new("scope", "BUILDKITE_ANNOTATION_SCOPE"),
    ];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("annotate",
            [
                .. Which,
                .. AgentCommand.OfJobs,
                new("style", "BUILDKITE_ANNOTATION_STYLE"),
                new("append", "BUILDKITE_ANNOTATION_APPEND", IsSwitch: true),
                new("priority", "BUILDKITE_ANNOTATION_PRIORITY"),
            ],
            AnnotateAsync),
        new("annotation remove", [.. Which, .. AgentCommand.OfJobs], RemoveAsync),
    ];

    private static async Task<int> AnnotateAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var body = await call.WithoutSecretsAsync(
            arguments,
            arguments.At(0) is { Length: > 0 } given ? given : call.ReadInput(),
            "the annotation"
        );
        if (Encoding.UTF8.GetByteCount(body) > LargestBody)
            throw new AgentFailure($"Annotation body size ({Encoding.UTF8.GetByteCount(body)}) exceeds the maximum ({LargestBody})");
        var style = Style(arguments.Text("style"));
        if (body.Length == 0 && style is null) throw new AgentFailure("422 Unprocessable Entity: an annotation needs a body or a style");
        if (arguments.Number("priority") is < 1 or > 10) throw new AgentFailure("422 Unprocessable Entity: priority is from 1 to 10");
        var context = Context(arguments);
        await call.Build.Annotations.WriteAsync(
            context,
            Scope(call, arguments),
            style,
            body,
            arguments.Switch("append"),
            arguments.Number("priority"),
            cancellationToken
        );
        return 0;
    }

    private static async Task<int> RemoveAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var context = Context(arguments);
        return await call.Build.Annotations.RemoveAsync(context, Scope(call, arguments), cancellationToken)
            ? 0
            : throw new AgentFailure($"404 Not Found: there is no annotation with context '{context}'");
    }

    private static string Context(AgentArguments arguments)
    {
        var context = arguments.Text("context") is { Length: > 0 } given ? given : "default";
        return context.Length <= LongestContext
            ? context
            : throw new AgentFailure($"422 Unprocessable Entity: context has {context.Length} characters; {LongestContext} are allowed");
    }

    private static string Scope(AgentCall call, AgentArguments arguments) =>
        (arguments.Text("scope") is { Length: > 0 } given ? given : LocalAnnotations.BuildScope) switch
        {
            LocalAnnotations.BuildScope => LocalAnnotations.BuildScope,
            "job" => $"job:{call.Job}",
            var other => throw new AgentFailure($"422 Unprocessable Entity: scope '{other}' is none of build, job"),
        };

    private static AnnotationStyle? Style(string? word) => word switch
    {
        null or "" => null,
        "success" => AnnotationStyle.Success,
        "info" => AnnotationStyle.Info,
        "warning" => AnnotationStyle.Warning,
        "error" => AnnotationStyle.Error,
        _ => throw new AgentFailure($"422 Unprocessable Entity: style '{word}' is none of success, info, warning, error"),
    };
}
