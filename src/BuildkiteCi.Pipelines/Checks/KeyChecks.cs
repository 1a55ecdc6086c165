using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of the keys of all steps of a build.</summary>
public static class KeyChecks
{
    /// <summary>Keys are well formed, and each occurs once in the build.</summary>
    public static void Check(ImmutableArray<PipelineDocument> documents, DiagnosticBag findings)
    {
        var first = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var key in documents.SelectMany(document => document.AllSteps).Select(step => step.Key).OfType<YamlScalar>())
        {
            Form(key, findings);
            if (!first.TryAdd(key.Canonical, key.Location))
                findings.Add(
                    BuildRules.RepeatedStepKey,
                    key,
                    $"key '{key}' occurs a second time in this build, first at {first[key.Canonical]}",
                    "give each step a key of its own"
                );
        }
    }

    /// <summary>A key is well formed.</summary>
    public static void Form(YamlScalar key, DiagnosticBag findings)
    {
        var text = key.Canonical;
        if (Values.IsOpen(key)) return;
        if (text.Length > StepKey.MaxLength)
            findings.Add(
                BuildRules.StepKeyTooLong,
                key,
                $"key '{text[..30]}…' has {text.Length} characters, and {StepKey.MaxLength} are the most",
                "shorten it"
            );
        else if (text.FirstOrDefault(character => !StepKey.IsAllowed(character)) is var bad and not '\0')
            findings.Add(BuildRules.StepKeyCharacter, key, $"key '{text}' holds '{bad}'", "use letters, digits, '_', '-' and ':'");
        else if (StepKey.Parse(text) is null)
            findings.Add(
                BuildRules.StepKeyIsUuid,
                key,
                $"key '{text}' looks like a UUID, which Buildkite keeps for itself",
                "choose a word"
            );
    }
}
