using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B022: a label that is not what the client gets.</summary>
internal sealed class OtherLength : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B022",
            Severity.Warning,
            "A label of the history is not what the client gets",
            "\"INPUT_LEN\": 1024 and \"random-input-len\": 2048",
            "\"INPUT_LEN\": 1024 and \"random-input-len\": 1024"
        )
        {
            Why =
                "The history called a run by an input length that the client never got. Two months of a series were about something "
                + "else.",
        };

    // Environment label and the client's arguments that mean the same.
    private static readonly ImmutableArray<(string Label, ImmutableArray<string> Arguments)> Lengths =
    [
        ("INPUT_LEN", ["random-input-len", "sonnet-input-len"]),
        ("OUTPUT_LEN", ["random-output-len", "custom-output-len", "sonnet-output-len"]),
        ("NUM_PROMPTS", ["num-prompts"]),
    ];

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet) =>
        from length in Lengths
        where one.Environment[length.Label] is not null && one.Client.Kind != CommandKind.LmEval
        let variable = one.Environment[length.Label]
        from argument in length.Arguments.Select(name => one.Client[name]).OfType<CaseArgument>()
        let text = (argument.Value as TextArgument)?.Text
        where text is not null && text != variable.Text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select new Diagnostic(
            Rule,
            variable.Location,
            $"'{length.Label}' is {variable.Text}, and the client gets '--{argument.Name} {text}'",
            "write the same number in both");
}
