using System.Security.Cryptography;
using System.Text;

namespace BuildkiteCi.Catalogue;

/// <summary>A subject's name (<c>CI_TARGET</c>): a model's full Hugging Face name, or a feature's. One line of any characters.</summary>
public sealed record SubjectName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 300;

    /// <summary>Longest text that a stage may add to the form in a step key, in characters, the <c>_</c> between them not
    /// counted.</summary>
    public const int MaxSuffixLength = 30;

    // A key is at most 100 characters: generation and "_record_" are 13, then the form, a '_' and the stage's suffix.
    private const int MaxFormLength = 56;

    private SubjectName(string text) => Text = text;

    /// <summary>The name as it was given.</summary>
    public string Text { get; }

    /// <summary>
    /// The name in file names and step keys: <c>/</c>, <c>.</c> and space are <c>_</c>, <c>:</c> is <c>-</c> (domain rules, "The
    /// catalogue"); any other character that a key may not hold is <c>_</c> too, and a name too long for a key is cut and ends in 8 hex
    /// digits of its SHA-256.
    /// Two names may have one form: who writes files or keys checks that.
    /// </summary>
    public string Form
    {
        get
        {
            var form = string.Create(Text.Length, Text, (span, text) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    var character = text[i];
                    span[i] = character == ':' ? '-' : char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_';
                }
            });
            if (form.Length <= MaxFormLength) return form;
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 4));
            return $"{form[..(MaxFormLength - 9)]}-{hash}";
        }
    }

    /// <summary>Makes a name of a text, or null where <see cref="WhatIsWrongWith"/> finds fault with it.</summary>
    public static SubjectName? Parse(string text) => WhatIsWrongWith(text) is null ? new SubjectName(text) : null;

    /// <summary>Why a text is no name, in words that follow "the name …"; null where it is one.</summary>
    public static string? WhatIsWrongWith(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "is empty";
        if (text.Any(char.IsControl) || text.AsSpan().ContainsAny('\u2028', '\u2029'))
            return "holds a line break or another control character";
        if (text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar)) return "holds text that is no valid Unicode";
        if (text != text.Trim()) return "starts or ends with a blank";
        if (text.Length > MaxLength) return $"has {text.Length} characters; {MaxLength} are allowed";
        if (text.EndsWith('/')) return "ends with a '/'";
        if (!text.Any(char.IsLetterOrDigit)) return "holds no letter and no digit";
        return text[0] is '=' or '+' or '-' or '@'
            ? $"starts with '{text[0]}', and a spreadsheet that opens the matrix would take it for a formula"
            : null;
    }

    /// <summary>The name's text.</summary>
    public override string ToString() => Text;
}
