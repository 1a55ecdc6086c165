namespace BuildkiteCi.Catalogue;

/// <summary>A category of subjects (<c>CI_CATEGORY</c>), which decides the matrix that they are rows of: <c>text-only</c>,
/// <c>feature support matrix</c>. Two are the same where their texts are.</summary>
/// <param name="Name">The text, of one line.</param>
public sealed record Category(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
