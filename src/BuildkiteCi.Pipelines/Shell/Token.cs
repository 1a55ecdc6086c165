namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A token and where it is.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    /// <summary>Whether it is a word that the shell passes on or looks up.</summary>
    public bool IsWord => Kind is TokenKind.Word or TokenKind.Assignment;
}
