using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>One expansion of one template.</summary>
internal sealed class TemplateExpansion(Variables variables)
{
    // A substring may end within a character. Until the whole text is known such a byte travels as half of a surrogate pair, as Python's
    // "surrogateescape" does: two cuts beside each other may make a character again.
    private const char ByteEscape = '\uDC00';

    // A pipeline of a thousand jobs has less. Variables that name each other twice would fill any memory.
    private const int MaxLength = 1_000_000;

    private readonly StringBuilder text = new();
    private readonly ImmutableArray<TemplateProblem>.Builder problems = ImmutableArray.CreateBuilder<TemplateProblem>();
    private bool failed;
    private bool hasBytes;

    /// <summary>What was found.</summary>
    public ImmutableArray<TemplateProblem> Problems => problems.ToImmutable();

    /// <summary>The text, or null where something failed.</summary>
    public string? Text => failed ? null : hasBytes ? GoText.FromBytes(Bytes(text.ToString())) : text.ToString();

    /// <summary>Appends a template's text.</summary>
    public void Append(TextTemplate template)
    {
        foreach (var part in template.Parts)
        {
            if (failed) return;
            if (text.Length > MaxLength)
            {
                failed = true;
                problems.Add(
                    new TemplateProblem(
                        InterpolationRules.GrowsTooLarge,
                        part.Start,
                        $"the text grows beyond {MaxLength:N0} characters",
                        "use fewer variables that hold one another"
                    )
                );
                return;
            }

            if (part is VariablePart variable && variables.IsLeftAlone(variable.Name)) text.Append(Written(template, part));
            else Append(part);
        }
    }

    private void Append(TemplatePart part)
    {
        switch (part)
        {
            case LiteralPart literal:
                text.Append(literal.Text);
                break;
            case ValuePart value:
                text.Append(variables.Find(value.Name));
                break;
            case DefaultPart with when variables.Find(with.Name) is { } found && (found.Length > 0 || !with.AlsoEmpty):
                text.Append(found);
                break;
            case DefaultPart with:
                Append(with.Default);
                break;
            case RequiredPart required when variables.Find(required.Name) is { } found:
                text.Append(found);
                break;
            case RequiredPart required:
                Require(required);
                break;
            case SubstringPart substring:
                Cut(substring);
                break;
        }
    }

    private void Require(RequiredPart required)
    {
        var (message, _) = required.Message.Expand(variables);
        failed = true;
        problems.Add(
            new TemplateProblem(
                InterpolationRules.Required,
                required.Start,
                $"variable '{required.Name}' is not set{(string.IsNullOrEmpty(message) ? "" : $": {message}")}",
                $"set it, or give a default: '${{{required.Name}:-…}}'"
            )
        );
    }

    private void Cut(SubstringPart part)
    {
        var value = Bytes(variables.Find(part.Name) ?? "");
        var from = Math.Min(Math.Max(part.Offset < 0 ? part.Offset + value.Length : part.Offset, 0), value.Length);
        var to = part.Length switch
        {
            null => value.Length,
            < 0 => Math.Max(part.Length.Value + value.Length, from),
            _ => Math.Min(part.Length.Value, value.Length - from) + from,
        };
        var cut = value.AsSpan((int)from, (int)(to - from));
        if (System.Text.Unicode.Utf8.IsValid(cut))
        {
            text.Append(Encoding.UTF8.GetString(cut));
            return;
        }

        hasBytes = true;
        foreach (var piece in cut) text.Append(piece < 0x80 ? (char)piece : (char)(ByteEscape + piece));
        problems.Add(
            new TemplateProblem(
                InterpolationRules.CutThroughCharacter,
                part.Start,
                $"the substring of '{part.Name}' is counted in bytes and cuts a character apart",
                "choose offset and length at the ends of characters"
            )
        );
    }

    // The expression's own source: offsets count from the whole text's start, a nested template's source from its own.
    private static string Written(TextTemplate template, TemplatePart part)
    {
        var start = template.Parts[0].Start;
        return template.Source[(part.Start - start)..(part.End - start)];
    }

    private static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> encoded = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is >= (char)(ByteEscape + 0x80) and <= (char)(ByteEscape + 0xFF))
            {
                bytes.Add((byte)(character - ByteEscape));
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
            i += length - 1;
        }

        return [.. bytes];
    }
}
