namespace BuildkiteCi.Matrices.Publishing;

/// <summary>How git tells that a push was refused (<c>git push --porcelain</c>): a line <c>! FROM:TO [remote rejected]
/// (reason)</c>.</summary>
/// <param name="Reason">What follows the references: <c>[rejected] (fetch first)</c>.</param>
internal sealed record PushRefusal(string Reason)
{
    // The branch has moved since it was fetched: before the push, or while another one was at it.
    private static readonly string[] OfMovedBranches =
    [
        "[rejected]",
        "(failed to update ref)",
        "(incorrect old value provided)",
        "cannot lock ref",
    ];

    /// <summary>Whether the branch moved, so that the changes can be made again on its new head. Every other refusal is the remote's last
    /// word.</summary>
    public bool IsMovedBranch => OfMovedBranches.Any(text => Reason.Contains(text, StringComparison.Ordinal));

    /// <summary>The refusal in what <c>git push --porcelain</c> wrote; null where there is none.</summary>
    public static PushRefusal? Find(string output) =>
        output.Split('\n').Select(line => line.Split('\t')).FirstOrDefault(parts => parts is ["!", _, ..]) is { } parts
            ? new PushRefusal(string.Join(' ', parts[2..]))
            : null;
}
