namespace BuildkiteCi.Pipelines.Rules;

/// <summary>Makes rules of a severity, so that the tables read as tables.</summary>
internal static class RuleOf
{
    public static Rule Error(string code, string title, string bad, string good) => new(code, Severity.Error, title, bad, good);

    public static Rule Warning(string code, string title, string bad, string good) => new(code, Severity.Warning, title, bad, good);
}
