using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;

namespace Build;

/// <summary>What AddModel and AddFeature do once their options are read.</summary>
internal static class SubjectAdding
{
    /// <summary>The catalogue's folder of this name.</summary>
    public static CatalogueFolder Folder(this BuildContext context, string name) =>
        context.Settings.Folders.First(folder => folder.Name == name);

    /// <summary>Checks the options, writes the subject's file, and says what is left to fill in.</summary>
    public static void Add(this BuildContext context, NewSubject? subject)
    {
        var force = context.Options.Switch("force");
        context.Options.Check();
        var catalogue = SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet);
        var added = context.Report(SubjectAddition.Add(subject!, catalogue.Value!, context.Settings.Fleet, context.Files, force));
        context.Say($"{subject!.Name} is in CI: {added.File.Path}");
        context.Say(added.Todos.Length switch { 0 => "Nothing is left to fill in.", 1 => "One thing is left to fill in:", var n => $"{n} things are left to fill in:" });
        foreach (var todo in added.Todos) context.Say($"  {todo}");
    }
}
