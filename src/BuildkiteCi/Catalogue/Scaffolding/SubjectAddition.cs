using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Adds a subject to a catalogue.</summary>
public static class SubjectAddition
{
    /// <summary>
    /// Writes the subject's file, unless the catalogue has the subject already, or one whose name has the same form: then nothing is written.
    /// </summary>
    /// <param name="subject">Who joins.</param>
    /// <param name="catalogue">Who is there.</param>
    /// <param name="fleet">Generations to expand the catalogue's names with.</param>
    /// <param name="files">The repository.</param>
    /// <param name="replace">Whether the subject's own file may be written again.</param>
    public static Checked<AddedSubject> Add(NewSubject subject, SubjectCatalogue catalogue, Fleet fleet, IFileTree files, bool replace)
    {
        var diagnostics = Conflicts(subject, catalogue, fleet, replace).ToImmutableArray();
        if (diagnostics.IsEmpty && !replace && files.Read(subject.Path) is not null) diagnostics = [AlreadyIn(subject, subject.Path)];
        if (!diagnostics.IsEmpty) return Checked.With<AddedSubject>(null, diagnostics);

        var file = SubjectTemplate.Write(subject);
        files.Write(file.Path, file.Text);
        return Checked.Ok(new AddedSubject(file, Todo.In(file)));
    }

    private static IEnumerable<Diagnostic> Conflicts(NewSubject subject, SubjectCatalogue catalogue, Fleet fleet, bool replace)
    {
        foreach (var file in catalogue.Files.Where(file => !replace || file.Path != subject.Path))
        {
            var generation = fleet.Generations.FirstOrDefault(file.RunsOn) ?? fleet.Generations[0];
            foreach (var target in (file.For(generation, Variables.None).Value?.Stages ?? []).Select(stage => stage.Target).Distinct(StringComparer.Ordinal))
            {
                if (target == subject.Name.Text) yield return AlreadyIn(subject, file.Path);
                // Some file systems do not tell upper from lower case, and whether Buildkite's keys do is not documented.
                else if (string.Equals(SubjectName.Parse(target)?.Form, subject.Name.Form, StringComparison.OrdinalIgnoreCase))
                    yield return new Diagnostic(CatalogueRules.CollidingNames, Mark.Of(file.Path),
                        $"'{subject.Name}' and '{target}' are both '{subject.Name.Form}' in file names and step keys", "rename one of them");
            }
        }
    }

    private static Diagnostic AlreadyIn(NewSubject subject, string path) =>
        new(CatalogueRules.AlreadyThere, Mark.Of(path), $"'{subject.Name}' is in the catalogue already", "edit that file, or write it anew with --force");
}
