using BuildkiteCi.Pipelines.Discovery;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>The words in a repository's files of CI: which attributes its programs may read, which variables something may set. The files
/// are read when the first word is asked for.</summary>
/// <param name="files">The repository.</param>
public sealed class RepositoryWords(IFileTree files)
{
    private const string Literally = "no-interpolation";

    private readonly Dictionary<string, bool> variables = new(StringComparer.Ordinal);
    private List<string>? programs;
    private List<string>? hooks;
    private List<string>? pipelines;
    private bool? literal;

    private List<string> Programs => programs ??= Texts(PipelineFiles.Programs(files));

    private List<string> Pipelines => pipelines ??= Texts(PipelineFiles.Documents(files));

    /// <summary>Whether a program or script beside the pipelines holds this word.</summary>
    public bool IsInProgram(string word) => Programs.Exists(text => Places(text, word).Any());

    /// <summary>Whether a hook holds this word.</summary>
    internal bool IsInHook(string word)
    {
        hooks ??= Texts(PipelineFiles.Programs(files).Where(path => path.Contains("/hooks/", StringComparison.Ordinal)));
        return hooks.Exists(text => Places(text, word).Any());
    }

    /// <summary>Whether a program, script, hook, image or pipeline names this variable other than to use its value: then it may set it, ask
    /// an agent for it, or hand it on.</summary>
    public bool MayBeSet(string variable)
    {
        if (!variables.TryGetValue(variable, out var may))
            variables[variable] = may =
                Programs.Exists(text => Names(text, variable)) || Pipelines.Exists(text => Names(text, variable));
        return may;
    }

    /// <summary>Whether anything here uploads a pipeline with its <c>$</c> expressions as they are written.</summary>
    public bool UploadsLiterally => literal ??=
        Programs.Exists(text => text.Contains(Literally, StringComparison.Ordinal))
        || Pipelines.Exists(text => text.Contains(Literally, StringComparison.Ordinal));

    /// <summary>Whether a text holds a variable's name other than as <c>$NAME</c> or <c>${NAME…}</c>.</summary>
    internal static bool Names(string text, string variable) => Places(text, variable).Any(at => !IsUse(text, at));

    private static IEnumerable<int> Places(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsOfWord(text[at - 1])) && (at + word.Length == text.Length || !IsOfWord(text[at + word.Length])))
                yield return at;
    }

    // ${#NAME} and ${!NAME} are uses, too.
    private static bool IsUse(string text, int at)
    {
        if (at > 1 && text[at - 1] is '#' or '!' && text[at - 2] == '{') at--;
        return (at > 0 && text[at - 1] == '$') || (at > 1 && text[at - 1] == '{' && text[at - 2] == '$');
    }

    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private List<string> Texts(IEnumerable<string> paths) => [.. paths.Select(path => files.Read(path, [])).OfType<string>()];
}
