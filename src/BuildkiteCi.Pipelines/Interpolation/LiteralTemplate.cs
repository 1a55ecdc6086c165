using System.Text;

namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>Writes texts so that interpolation gives them back as they are.</summary>
public static class LiteralTemplate
{
    // "\$" is a dollar sign and "\\" are two backslashes: there is no way to write one backslash before a dollar sign but as the default of
    // a variable that nobody sets.
    private const string Backslash = @"${BACKSLASH:-\}";

    /// <summary>The template that expands to exactly <paramref name="text"/>, as long as no variable <c>BACKSLASH</c> is set.</summary>
    public static string Of(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        var template = new StringBuilder(text.Length + 8);
        var backslashes = 0;
        foreach (var character in text)
        {
            if (character == '$')
            {
                if (backslashes % 2 == 1) template.Remove(template.Length - 1, 1).Append(Backslash);
                template.Append('$');
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            template.Append(character);
        }

        return template.ToString();
    }
}
