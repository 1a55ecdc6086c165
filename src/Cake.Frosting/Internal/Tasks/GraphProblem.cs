namespace Cake.Frosting.Internal;

/// <summary>Something that is wrong with the tasks of a build.</summary>
/// <param name="What">One line.</param>
/// <param name="More">Where and what to do, in a further line; null: the first one has it.</param>
internal sealed record GraphProblem(string What, string? More = null)
{
    public override string ToString() => More is null ? What : $"{What} {More}";
}
