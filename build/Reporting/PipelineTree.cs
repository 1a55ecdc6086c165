using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Core.Text;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>A composed pipeline as a tree: generation, folder, file, with counts of steps, of jobs per queue, and of what needs no
/// job.</summary>
internal static class PipelineTree
{
    // Of one folder: more than anybody reads, and than a job's log should hold.
    private const int FilesShown = 200;

    public static Tree Of(Composition composition, BuildIdentity identity)
    {
        var tree = new Tree(
            $"[bold]{identity.Occasion} build[/]: {Count(composition.JobCount, "job")} in {Count(composition.Uploads.Length, "upload")}"
        );
        foreach (var generation in composition.Files.GroupBy(file => file.Generation))
        {
            var node = tree.AddNode(
                $"[bold]{Shown(generation.Key.Name)}[/]: {Count(generation.Sum(file => file.JobCount), "job")} of {Count(generation.Count(), "file")}"
            );
            foreach (var folder in generation.GroupBy(file => file.File.Folder.Name)) AddFolder(node, folder);
        }

        AddOthers(tree, composition);
        AddQueues(tree, composition);
        AddOut(tree, composition);
        return tree;
    }

    private static void AddFolder(TreeNode generation, IGrouping<string, ComposedFile> folder)
    {
        var node = generation.AddNode($"{Shown(folder.Key)}: {Count(folder.Sum(file => file.JobCount), "job")}");
        foreach (var file in folder.Take(FilesShown))
        {
            var run = file.Stages.Where(stage => stage.HasJob).Select(stage => stage.Stage).ToList();
            var known = file.Stages.Length - run.Count;
            node.AddNode(
                Shown($"{file.Subject?.Text ?? file.File.Path}: {string.Join(", ", run)}")
                    + (known == 0 ? "" : $"{(run.Count == 0 ? "" : ", ")}[dim]{known} without a job[/]")
            );
        }

        var more = folder.Skip(FilesShown).ToArray();
        if (more.Length > 0)
            node.AddNode(
                $"and {Count(more.Length, "more file")}: {Count(more.Sum(file => file.JobCount), "job")} ([dim]--explain lists all[/])"
            );
    }

    // What is in the build beside the catalogue: the image, publishing, pipelines that ci.yml lists.
    private static void AddOthers(Tree tree, Composition composition)
    {
        var others = composition.JobCount - composition.Files.Sum(file => file.JobCount);
        if (others > 0) tree.AddNode($"beside the catalogue: {Count(others, "job")}");
        var known = composition.LeftOut.Count();
        if (known > 0)
            tree.AddNode(
                $"without a job: {Count(known, "step")} whose results are known beforehand (commands that are not filled in), or collected "
                    + "at the end"
            );
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
        var node = tree.AddNode("not in this build");
        foreach (var (reason, paths) in skipped) node.AddNode($"{Count(paths.Length, "file")}: {Shown(reason)}");
    }

    private static string Shown(string text) => Markup.Escape(VisibleText.Of(text));

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
