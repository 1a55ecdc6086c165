using Build.Asking;
using Build.Options;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Core;
using Cake.Core;

namespace Build.Wiring;

/// <summary>What AddModel and AddFeature do: options in, questions where they are not enough, a file out.</summary>
internal static class SubjectAdding
{
    /// <summary>Writes the file of a new subject and lists what is left to fill in.</summary>
    public static async Task AddAsync(this BuildContext context, SubjectKind kind)
    {
        var options = new NewSubjectOptions(context);
        var draft = options.Read(kind);
        var force = context.Options.Switch("force");
        context.Options.Check();

        // Files that cannot be read are Validate's affair; what they are called counts in any case.
        var catalogue = SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet).Value!;
        if (!draft.IsComplete(context.Settings.Folders))
        {
            if (!context.SomebodyIsThere || draft.Folder(context.Settings.Folders) is null) options.NoteMissing(draft);
            context.Options.Check();
            var answered = await AskAsync(context, new SubjectWizard(context.Console, context.Settings, catalogue), draft, force);
            if (answered is null)
            {
                context.Say("Nothing is written.");
                return;
            }

            draft = answered;
        }

        var subject = draft.Subject(context.Settings.Folders)!;
        Tell(context, subject, context.Report(SubjectAddition.Add(subject, catalogue, context.Settings.Fleet, context.Files, force)));
    }

    private static async Task<SubjectDraft?> AskAsync(BuildContext context, SubjectWizard wizard, SubjectDraft draft, bool force)
    {
        try
        {
            return await wizard.CompleteAsync(draft, force, context.Stopping);
        }
        catch (OperationCanceledException interrupted) when (context.Stopping.IsCancellationRequested)
        {
            // The open question is on the line.
            context.Say("");
            throw new CakeException(1, "interrupted; nothing is written", interrupted);
        }
    }

    private static void Tell(BuildContext context, NewSubject subject, AddedSubject added)
    {
        context.Say($"{subject.Name} is in CI: {added.File.Path}");
        if (added.Changes is { } changes)
        {
            context.Say(changes.IsEmpty ? "The file was there and stays as it is." : "The file was there; this has changed:");
            foreach (var line in changes) context.Say($"  {line}");
        }

        context.Say(
            added.Todos.Length switch
            {
                0 => "Nothing is left to fill in.",
                1 => "One thing is left to fill in:",
                var n => $"{n} things are left to fill in:",
            }
        );
        foreach (var todo in added.Todos) context.Say($"  {todo}");
        var option = subject.Folder.Kind == SubjectKind.Model ? "--model-name" : "--feature-name";
        context.Say($"Next: {(added.Todos.IsEmpty ? "" : "fill in, then ")}./build.sh --target=Validate, then try a stage here:");
        context.Say(
            $"  ./build.sh --target=RunTpuTests {option} {ShellWord.Quote(subject.Name.Text)} --stage "
                + $"{ShellWord.Quote(subject.Stages[0].Name)} --runner host"
        );
    }
}
