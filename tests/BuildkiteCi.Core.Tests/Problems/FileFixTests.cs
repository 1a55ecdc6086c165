using BuildkiteCi.Core.Problems;

namespace BuildkiteCi.Core.Tests.Problems;

/// <summary>Safe mends change the named text and nothing else, and a second run changes nothing.</summary>
public sealed class FileFixTests
{
    private static readonly Rule Misspelt = new("P044", Severity.Error, "An attribute is known to nobody", "bad", "good");

    [Fact]
    public void The_named_text_is_changed_and_comments_and_layout_stay()
    {
        const string Before = "steps:   # all of them\n  - comand:   make a\n\n  - { comand: \"make b\" } # last\n";

        var fix = FileFix.Of([At(2, 5, "comand", "command"), At(4, 7, "comand", "command")], _ => Before).ShouldHaveSingleItem();

        fix.After.ShouldBe("steps:   # all of them\n  - command:   make a\n\n  - { command: \"make b\" } # last\n");
        fix.Diff().ShouldBe("""
            --- a/a.yml
            +++ b/a.yml
            @@ -1,4 +1,4 @@
             steps:   # all of them
            -  - comand:   make a
            +  - command:   make a
            __
            -  - { comand: "make b" } # last
            +  - { command: "make b" } # last

            """.Replace("__\n", " \n", StringComparison.Ordinal));
        FileFix.Of([At(2, 5, "comand", "command")], _ => fix.After).ShouldBeEmpty("the second run finds nothing to change");
    }

    [Fact]
    public void Text_in_quotes_is_found_behind_them() =>
        FileFix.Of([At(1, 8, "uint", "unit")], _ => "needs: \"uint\"\n").ShouldHaveSingleItem().After.ShouldBe("needs: \"unit\"\n");

    [Fact]
    public void A_place_that_holds_another_text_is_left_alone() =>
        FileFix.Of([At(1, 1, "comand", "command"), At(9, 1, "comand", "command")], _ => "command: make\n").ShouldBeEmpty();

    private static Diagnostic At(int line, int column, string old, string @new) =>
        new(Misspelt, new SourceLocation("a.yml", line, column), "m", "f")
        {
            Edit = new TextEdit(new SourceLocation("a.yml", line, column), old, @new),
        };
}
