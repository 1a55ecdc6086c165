using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Goes through a script's commands, those in substitutions and functions too.</summary>
public static class ShellWalk
{
    /// <summary>All simple commands, in the order in which they are written.</summary>
    public static IEnumerable<SimpleCommand> Commands(ImmutableArray<ListItem> items) => Nodes(items).OfType<SimpleCommand>();

    /// <summary>All commands of any kind, each before those within it.</summary>
    public static IEnumerable<ShellCommand> Nodes(ImmutableArray<ListItem> items) => items.SelectMany(item => Nodes(item.Command));

    /// <summary>A command and all those within it.</summary>
    public static IEnumerable<ShellCommand> Nodes(ShellCommand command)
    {
        yield return command;
        foreach (var word in Words(command))
            foreach (var inner in Substitutions(word))
                foreach (var node in Nodes(inner.Items))
                    yield return node;
        foreach (var child in Children(command))
            foreach (var node in Nodes(child))
                yield return node;
    }

    /// <summary>The commands directly within one.</summary>
    public static IEnumerable<ShellCommand> Children(ShellCommand command) => command switch
    {
        Pipeline pipeline => pipeline.Commands,
        AndOr pair => [pair.Left, pair.Right],
        Group group => Of(group.Body),
        If @if => [.. @if.Branches.SelectMany(branch => Of(branch.Condition).Concat(Of(branch.Body))), .. Of(@if.Else)],
        While loop => [.. Of(loop.Condition), .. Of(loop.Body)],
        For loop => Of(loop.Body),
        ArithmeticFor loop => Of(loop.Body),
        Case cases => cases.Clauses.SelectMany(clause => Of(clause.Body)),
        FunctionDefinition function => [function.Body],
        Coproc coproc => [coproc.Body],
        _ => [],
    };

    /// <summary>The words of a command itself, its assignments' values and redirections' targets among them.</summary>
    public static IEnumerable<Word> Words(ShellCommand command)
    {
        IEnumerable<Word> own = command switch
        {
            SimpleCommand simple => [.. simple.Assignments.Select(assignment => assignment.Value), .. simple.Words],
            For loop => [.. loop.Items ?? []],
            Case cases => [cases.Subject, .. cases.Clauses.SelectMany(clause => clause.Patterns)],
            TestCommand test => test.Words,
            _ => [],
        };
        return own.Concat(command.Redirections.Select(redirection => redirection.Target).OfType<Word>());
    }

    private static IEnumerable<ShellList> Substitutions(Word word)
    {
        foreach (var part in word.Expansions)
        {
            if (part is CommandSubstitution { Body: { } body }) yield return body;
            else if (part is ProcessSubstitution { Body: { } inner }) yield return inner;
            else if (part is ArrayList list)
                foreach (var item in list.Items)
                    foreach (var nested in Substitutions(item))
                        yield return nested;
        }
    }

    private static IEnumerable<ShellCommand> Of(ShellList? list) => list is null ? [] : list.Items.Select(item => item.Command);
}
