namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Where in a shell script quotes are open. Knows quotes, escapes, comments and <c>$(…)</c>; a here-document counts as not
/// quoted.</summary>
internal sealed class ShellQuoting(string script)
{
    private readonly Stack<char> open = [];
    private int position;

    /// <summary>The quote that is open at an index, <c>#</c> in a comment, or null; indexes have to be asked for in rising order.</summary>
    public char? At(int index)
    {
        while (position < index) Step();
        if (position > index) return '#';
        return open.TryPeek(out var quote) && quote is '\'' or '"' ? quote : null;
    }

    private void Step()
    {
        var character = script[position];
        var inside = open.TryPeek(out var top) ? top : '\0';
        if (inside == '\'')
        {
            if (character == '\'') open.Pop();
        }
        else if (character == '\\')
        {
            position++;
        }
        else if (character == '"' && inside == '"')
        {
            open.Pop();
        }
        else if (character is '"' || (character == '\'' && inside != '"'))
        {
            open.Push(character);
        }
        else if (character == '$' && position + 1 < script.Length && script[position + 1] == '(')
        {
            open.Push('(');
            position++;
        }
        else if (character == ')' && inside == '(')
        {
            open.Pop();
        }
        else if (character == '#' && inside != '"' && (position == 0 || char.IsWhiteSpace(script[position - 1])))
        {
            var end = script.IndexOf('\n', position);
            position = end < 0 ? script.Length : end;
        }

        position++;
    }
}
