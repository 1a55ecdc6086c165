using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Adds a subject to a catalogue.</summary>
public static class SubjectAddition
{
    /// <summary>
    /// Writes the subject's file, unless the catalogue has the subject already, or one whose name has the same form: then nothing is
    /// written.
    /// </summary>
    /// <param name="subject">Who joins.</param>
    /// <param name="catalogue">Who is there.</param>
    /// <param name="fleet">Generations to expand the catalogue's names with.</param>
    /// <param name="files">The repository.</param>
    /// <param name="replace">Whether the subject's own file may be written again.</param>
    public static Diagnosed<AddedSubject> Add(NewSubject subject, SubjectCatalogue catalogue, Fleet fleet, IFileTree files, bool replace)
    {
        var before = files.Read(subject.Path);
        var diagnostics = Conflicts(subject, catalogue, fleet, replace).ToImmutableArray();
        if (diagnostics.IsEmpty && !replace && before is not null) diagnostics = [AlreadyIn(subject, subject.Path)];
        if (!diagnostics.IsEmpty) return Diagnosed.With<AddedSubject>(null, diagnostics);

        var file = SubjectTemplate.Write(subject, fleet);
        if (file.Text != before) files.Write(file.Path, file.Text);
        return Diagnosed.Ok(new AddedSubject(file, Todo.In(file)) { Changes = before is null ? null : FileDiff.Of(before, file.Text) });
    }

    /// <summary>What speaks against a name in a catalogue: the same subject, or one with the same form in files and keys.</summary>
    /// <param name="name">The name.</param>
    /// <param name="catalogue">Who is there.</param>
    /// <param name="fleet">Generations to expand the catalogue's names with.</param>
    /// <returns>The other's name and its file.</returns>
    public static IEnumerable<(SubjectName Name, string Path)> SameNames(SubjectName name, SubjectCatalogue catalogue, Fleet fleet)
    {
        foreach (var file in catalogue.Files)
        {
            // Some file systems do not tell upper from lower case, and whether Buildkite's keys do is not documented.
            foreach (var other in Subjects(file, fleet).Where(other => IsSame(other, name))) yield return (other, file.Path);
        }
    }

    /// <summary>The names of all subjects of a catalogue.</summary>
    public static ImmutableArray<SubjectName> Names(SubjectCatalogue catalogue, Fleet fleet) =>
        [.. catalogue.Files.SelectMany(file => Subjects(file, fleet)).Distinct()];

    private static IEnumerable<Diagnostic> Conflicts(NewSubject subject, SubjectCatalogue catalogue, Fleet fleet, bool replace)
    {
        foreach (var (other, path) in SameNames(subject.Name, catalogue, fleet))
        {
            if (other != subject.Name)
                yield return new Diagnostic(
                    SubjectConflicts.CollidingNames,
                    SourceLocation.Of(path),
                    $"'{subject.Name}' and '{other}' are both '{subject.Name.Form}' in file names and step keys",
                    "rename one of them"
                );
            else if (!replace || path != subject.Path)
                yield return AlreadyIn(subject, path);
        }

        // A file need not be called like its subject: gmm/w8a8.yml holds 'gmm-w8a8'.
        foreach (var file in catalogue.Files.Where(file => string.Equals(file.Path, subject.Path, StringComparison.OrdinalIgnoreCase)))
            if (Subjects(file, fleet).FirstOrDefault() is { } holder && !IsSame(holder, subject.Name))
                yield return new Diagnostic(
                    SubjectConflicts.CollidingNames,
                    SourceLocation.Of(file.Path),
                    $"'{subject.Name}' belongs into this file, which holds '{holder}'",
                    "choose another name, or rename that file first"
                );
    }

    private static bool IsSame(SubjectName one, SubjectName other) =>
        string.Equals(one.Form, other.Form, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SubjectName> Subjects(CatalogueFile file, Fleet fleet)
    {
        var generation = fleet.Generations.FirstOrDefault(file.RunsOn) ?? fleet.Generations[0];
        return (file.For(generation, Variables.None).Value?.Stages ?? []).Select(stage => stage.Subject).OfType<SubjectName>().Distinct();
    }

    private static Diagnostic AlreadyIn(NewSubject subject, string path) =>
        new(
            SubjectConflicts.AlreadyThere,
            SourceLocation.Of(path),
            $"'{subject.Name}' is in the catalogue already",
            path == subject.Path ? "edit that file, or write it anew with --force" : "edit that file"
        );
}

/// <summary>A subject that has joined the catalogue.</summary>
/// <param name="File">The file that was written.</param>
/// <param name="Todos">What its owner still has to fill in.</param>
public sealed record AddedSubject(SourceFile File, ImmutableArray<Todo> Todos)
{
    /// <summary>What changed in a file that was there before, as <see cref="FileDiff"/> writes it; null where there was none.</summary>
    public ImmutableArray<string>? Changes { get; init; }
}
