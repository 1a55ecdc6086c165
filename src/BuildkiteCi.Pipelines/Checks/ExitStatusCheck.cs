using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks the exit statuses that retries and soft failures name.</summary>
internal static class ExitStatusCheck
{
    /// <summary>A status that a job can end with, <c>-1</c> for a lost agent, <c>*</c>, or a list of them.</summary>
    public static ValueCheck Of(Rule rule) =>
        (attribute, findings) =>
        {
            foreach (var item in Values.Items(attribute.Value))
            {
                if (Values.IsOpen(item))
                    continue;
                if (item is YamlScalar { Canonical: "*" })
                    continue;
                if (item is YamlScalar status && int.TryParse(status.Canonical, out var number) && number is >= -1 and <= 255)
                    continue;
                findings.Add(
                    rule,
                    item,
                    $"exit status {Values.Shown(item)} can never come",
                    "write a whole number from 0 to 255, -1 for a lost agent, or \"*\""
                );
            }
        };
}
