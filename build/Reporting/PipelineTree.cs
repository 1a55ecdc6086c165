using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Composing;
using BuildkiteCi.Pipelines.Yaml;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>A composed pipeline as a tree: generation, folder, file, with counts of steps, and of steps per queue.</summary>
internal static class PipelineTree
{
    public static Tree Of(Composition composition, string title)
    {
        var tree = new Tree(Markup.Escape(title));
        foreach (var generation in composition.Files.GroupBy(file => file.Generation))
        {
            var node = tree.AddNode($"[bold]{Markup.Escape(generation.Key.Name)}[/]: {Count(generation.Sum(file => file.Steps.Length), "step")} of {Count(generation.Count(), "file")}");
            foreach (var folder in generation.GroupBy(file => file.File.Folder.Name)) AddFolder(node, folder);
            AddQueues(node, generation);
        }

        return tree;
    }

    private static void AddFolder(TreeNode generation, IGrouping<string, ExpandedFile> folder)
    {
        var node = generation.AddNode($"{Markup.Escape(folder.Key)}: {Count(folder.Sum(file => file.Steps.Length), "step")}");
        foreach (var file in folder)
            node.AddNode($"{Markup.Escape(file.Stages.FirstOrDefault()?.Target ?? file.File.Path)}: {Markup.Escape(string.Join(", ", file.Stages.Select(stage => stage.Stage)))}");
    }

    private static void AddQueues(TreeNode generation, IEnumerable<ExpandedFile> files)
    {
        var node = generation.AddNode("queues");
        var queues = files.SelectMany(file => file.Steps).OfType<YamlMapping>()
            .Select(step => (step["agents"] as YamlMapping)?.Scalar("queue")?.Text ?? "(default)")
            .CountBy(queue => queue, StringComparer.Ordinal);
        foreach (var (queue, count) in queues.OrderBy(pair => pair.Key, StringComparer.Ordinal)) node.AddNode($"{Markup.Escape(queue)}: {count}");
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
