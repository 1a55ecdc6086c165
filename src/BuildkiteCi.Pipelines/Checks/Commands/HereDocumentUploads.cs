using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Checks pipelines that a script pipes into <c>pipeline upload</c> from a here-document, as any pipeline is checked.</summary>
internal static partial class HereDocumentUploads
{
    /// <summary>Everything found in the script's here-documents, where it is in the script's file.</summary>
    public static IEnumerable<Diagnostic> Check(CommandScript script)
    {
        if (!script.Shell.Text.Contains("<<", StringComparison.Ordinal)) yield break;
        foreach (var node in ShellWalk.Nodes(script.Shell.Commands))
        {
            var document = node switch
            {
                // What is between would change the text; another program than cat writes its own.
                Pipeline { Commands: [SimpleCommand { Name: "cat", Words.Length: 1 } first, SimpleCommand last] } when Uploads(last) =>
                    DocumentOf(first),
                SimpleCommand simple when Uploads(simple) => DocumentOf(simple),
                _ => null,
            };
            if (document is not null)
                foreach (var diagnostic in Of(script, document)) yield return diagnostic;
        }
    }

    private static IEnumerable<Diagnostic> Of(CommandScript script, HereDocument document)
    {
        var text = script.Shell.Text[document.Start..document.End];
        var start = script.LocationAt(document.Start);
        // What the shell puts in may be lines of their own; then the text is no pipeline yet.
        if (!document.IsQuoted && OwnLine.IsMatch(text)) return [];
        if (!document.IsQuoted) text = Inline.Replace(text, match => new string('x', match.Length));
        var file = new SourceFile(start.Path, text);
        var indent = Math.Max(0, start.Column - 1);
        return PipelineValidation.Of(PipelineFile.Read(file), new CheckScope())
            .Where(diagnostic => diagnostic.Severity != Severity.Note)
            .Select(diagnostic =>
                diagnostic with
                {
                    Location = new SourceLocation(
                        start.Path,
                        start.Line + Math.Max(0, diagnostic.Location.Line - 1),
                        Math.Max(1, diagnostic.Location.Column) + indent
                    ),
                    Edit = null,
                }
            );
    }

    private static bool Uploads(SimpleCommand command)
    {
        for (var i = 0; i + 1 < command.Words.Length; i++)
            if (command.Words[i].Literal == "pipeline" && command.Words[i + 1].Literal == "upload")
                return command.Words[0].Literal?.Contains("buildkite-agent", StringComparison.Ordinal) == true;
        return false;
    }

    private static HereDocument? DocumentOf(ShellCommand command) =>
        command.Redirections.Select(redirection => redirection.Document).FirstOrDefault(document => document is { IsClosed: true });

    [GeneratedRegex(@"^[ \t]*(?:\$\(|`|\$\{?\w+\}?[ \t]*$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OwnLine { get; }

    // Each keeps its length, so that places stay what they are.
    [GeneratedRegex(@"\\[$`\\]|\$\([^()\n]*\)|`[^`\n]*`|\$\{[^{}\n]*\}|\$\w+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Inline { get; }
}
