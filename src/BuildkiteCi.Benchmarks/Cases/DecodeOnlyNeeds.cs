using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B026: a decode-only case that lacks what it needs.</summary>
internal sealed class DecodeOnlyNeeds : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B026",
            Severity.Error,
            "A decode-only case lacks what it needs",
            "\"DECODE_ONLY\": \"true\"",
            """
            "DECODE_ONLY": "true", "INPUT_LEN": 1024, "enable-prefix-caching": true, "max-num-seqs": 128, "dataset-name": "custom"
            """
        )
        {
            Why = "A decode-only case without its prefill measured both, and looked like a regression of half.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (!one.Settings.DecodeOnly) return [];
        (bool Holds, string Lack)[] needs =
        [
            (one.Server?["max-num-seqs"] is not null, "the server's 'max-num-seqs'"),
            (one.Server?["enable-prefix-caching"]?.Value is FlagArgument { IsSet: true }, "the server's 'enable-prefix-caching'"),
            (one.Settings.InputLength > 0, "'INPUT_LEN'"),
            (one.Client.Text("dataset-name") == "custom", "the client's 'dataset-name', which must be 'custom'"),
            (one.Client["dataset-path"] is null, "a client without 'dataset-path': the prompts are made"),
        ];
        return
            from need in needs
            where !need.Holds
            select new Diagnostic(
                Rule,
                one.Environment["DECODE_ONLY"]?.Location ?? one.Location,
                $"a decode-only case needs {need.Lack}",
                "add it, or remove 'DECODE_ONLY'");
    }
}
