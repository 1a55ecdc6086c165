using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Measuring;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Core;
using BuildkiteCi.Machine;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Files that the command line names.</summary>
internal static class InputFiles
{
    /// <summary>The files of an option, by their paths below the root, or as they are named from the current folder; a missing one is wrong
    /// usage.</summary>
    public static ImmutableArray<SourceFile> Files(this BuildContext context, string option)
    {
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        foreach (var name in context.Options.Names(option))
        {
            var path = new[] { Path.GetFullPath(name, context.Files.Root), Path.GetFullPath(name) }.FirstOrDefault(File.Exists);
            if (path is null) context.Options.Wrong(option, $"there is no file '{name}' below {context.Files.Root}");
            else files.Add(new SourceFile(Shown(context, name, path), context.ReadNamed(path)));
        }

        return files.ToImmutable();
    }

    /// <summary>The path of an option's file, for one that is too large to be read at once; null where the option is not given, or the file
    /// missing.</summary>
    public static string? ExistingFile(this BuildContext context, string option)
    {
        if (context.Options.Text(option) is not { } name) return null;
        var path = new[] { Path.GetFullPath(name, context.Files.Root), Path.GetFullPath(name) }.FirstOrDefault(File.Exists);
        if (path is not null)
        {
            var (files, place) = context.Place(path);
            return files.FullPath(place);
        }

        context.Options.Wrong(option, $"there is no file '{name}' below {context.Files.Root}");
        return null;
    }

    /// <summary>
    /// Where a file is that options or <c>ci.yml</c> name: in the repository, whose links lead nowhere else, or in a folder that is none of
    /// its.
    /// </summary>
    /// <param name="context">The run.</param>
    /// <param name="name">A full path, or one from the root.</param>
    public static (DiskFileTree Files, string Path) Place(this BuildContext context, string name)
    {
        var full = Path.GetFullPath(name, context.Files.Root);
        var relative = Path.GetRelativePath(context.Files.Root, full).Replace('\\', '/');
        var isElsewhere = relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative);
        return isElsewhere ? (new DiskFileTree(Path.GetDirectoryName(full)!), Path.GetFileName(full)) : (context.Files, relative);
    }

    /// <summary>The JSON files of a folder with annotated series; a folder without the annotations is wrong usage.</summary>
    public static ImmutableArray<SourceFile> AnnotatedFiles(this BuildContext context, string option)
    {
        if (context.Options.Text(option) is not { } name) return [];
        var folder = new[] { Path.GetFullPath(name, context.Files.Root), Path.GetFullPath(name) }.FirstOrDefault(path =>
            File.Exists(Path.Combine(path, AnnotatedSeries.AnnotationsFile))
        );
        if (folder is null)
        {
            context.Options.Wrong(option, $"'{name}' is no folder that holds {AnnotatedSeries.AnnotationsFile}");
            return [];
        }

        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => new SourceFile(Path.GetRelativePath(folder, path), File.ReadAllText(path))),
        ];
    }

    /// <summary>The pipeline file that the agent would find, or none; the agent refuses two.</summary>
    /// <exception cref="CakeException">There are several: exit status 1.</exception>
    public static ImmutableArray<SourceFile> UsualPipeline(this BuildContext context)
    {
        var found = RepositoryChecks.UsualPipelines(context.Files);
        if (found.Length > 1)
            throw new CakeException(
                1,
                $"there are several pipelines that Buildkite's agent takes unasked: {string.Join(", ", found.Select(file => file.Path))}; "
                    + "it refuses to choose, so keep one of them"
            );
        return found;
    }

    /// <summary>The folder of the catalogue that a file lies in, or null.</summary>
    public static CatalogueFolder? CatalogueFolder(this BuildContext context, SourceFile file) =>
        context.Settings.Folders.FirstOrDefault(folder =>
            file.Path.StartsWith($"{SubjectCatalogue.Home}/{folder.Name}/", StringComparison.Ordinal)
        );

    private static string ReadNamed(this BuildContext context, string path)
    {
        var (files, place) = context.Place(path);
        return files.Read(place) ?? "";
    }

    // Relative to the root where it lies below; else as it was named.
    private static string Shown(BuildContext context, string name, string path)
    {
        var relative = Path.GetRelativePath(context.Files.Root, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? name : relative).Replace('\\', '/');
    }
}
