using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>A place in a file that its author still has to fill in.</summary>
/// <param name="Location">Where the comment starts.</param>
/// <param name="Text">What is to be done, without <c># TODO:</c>.</param>
public sealed partial record Todo(SourceLocation Location, string Text)
{
    /// <summary>All places of a file, from the top.</summary>
    public static ImmutableArray<Todo> In(SourceFile file)
    {
        var todos = ImmutableArray.CreateBuilder<Todo>();
        var line = 0;
        foreach (var text in file.Text.AsSpan().EnumerateLines())
        {
            line++;
            if (!text.Contains("TODO", StringComparison.Ordinal)) continue;
            var match = Comment.Match(text.ToString());
            if (match.Success)
                todos.Add(new Todo(new SourceLocation(file.Path, line, match.Groups["hash"].Index + 1), match.Groups["text"].Value.Trim()));
        }

        return todos.ToImmutable();
    }

    /// <summary><c>PATH:LINE: TODO: what is to be done</c>.</summary>
    public override string ToString() => $"{Location.Path}:{Location.Line}: TODO: {Text}";

    // YAML begins a comment at the start of a line or behind a blank; the word may stand in lower case nowhere in the real files.
    [GeneratedRegex(@"(?:^|\s)(?<hash>\#)\s*TODO\s*:?\s*(?<text>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment { get; }
}
