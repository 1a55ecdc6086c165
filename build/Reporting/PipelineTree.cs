using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Core.Text;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>A composed pipeline as a tree: generation, folder, file, with counts of steps, of jobs per queue, and of what needs no job.</summary>
internal static class PipelineTree
{
    public static Tree Of(Composition composition, BuildIdentity identity)
    {
        var tree = new Tree($"[bold]{identity.Occasion} build[/]: {Count(composition.JobCount, "job")} in {Count(composition.Uploads.Length, "upload")}");
        foreach (var generation in composition.Files.GroupBy(file => file.Generation))
        {
            var node = tree.AddNode($"[bold]{Shown(generation.Key.Name)}[/]: {Count(generation.Sum(file => file.Steps.Length), "step")} of {Count(generation.Count(), "file")}");
            foreach (var folder in generation.GroupBy(file => file.File.Folder.Name)) AddFolder(node, folder);
            if (composition.LeftOut.Count(left => left.File.Generation == generation.Key) is > 0 and var left) node.AddNode($"without a job: {Count(left, "step")} whose results are collected or known");
        }

        AddQueues(tree, composition);
        AddOut(tree, composition);
        return tree;
    }

    private static void AddFolder(TreeNode generation, IGrouping<string, ExpandedFile> folder)
    {
        var node = generation.AddNode($"{Shown(folder.Key)}: {Count(folder.Sum(file => file.Steps.Length), "step")}");
        foreach (var file in folder)
            node.AddNode($"{Shown(file.Target ?? file.File.Path)}: {Shown(string.Join(", ", file.Stages.Select(stage => stage.Stage)))}");
    }

    private static void AddQueues(Tree tree, Composition composition)
    {
        var queues = composition.JobsPerQueue.ToArray();
        if (queues.Length == 0) return;
        var node = tree.AddNode("jobs per queue");
        foreach (var (queue, jobs) in queues) node.AddNode($"{Shown(queue)}: {jobs}");
    }

    private static void AddOut(Tree tree, Composition composition)
    {
        var skipped = composition.Skipped.ToArray();
        if (skipped.Length == 0) return;
        var node = tree.AddNode("not in");
        foreach (var (reason, paths) in skipped) node.AddNode($"{Count(paths.Length, "file")}: {Shown(reason)}");
    }

    private static string Shown(string text) => Markup.Escape(VisibleText.Of(text));

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
