using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>What a script is made of, and where its parts stand.</summary>
public sealed class ShellScriptTests
{
    [Fact]
    public void A_command_is_taken_apart_into_assignments_words_and_redirections()
    {
        var command = One("MODEL=Qwen/Qwen3-4B SEED='4 2' python3 -m pytest -k \"a and b\" tests/test_llama.py::test_loads 2>&1 >log");
        command.Assignments.Select(one => $"{one.Name}={one.Value.Literal}").ShouldBe(["MODEL=Qwen/Qwen3-4B", "SEED=4 2"]);
        command
            .Words.Select(word => word.Literal)
            .ShouldBe(["python3", "-m", "pytest", "-k", "a and b", "tests/test_llama.py::test_loads"]);
        command.Redirections.Select(one => $"{one.Descriptor}{one.Operator}{one.Target?.Literal}").ShouldBe(["2>&1", ">log"]);
    }

    [Fact]
    public void A_word_that_the_shell_still_changes_has_no_literal()
    {
        var command = One("ls \"$HOME\" tests/*.py $(pwd) ~/x a{b,c} 'plain *' \\* [x] {} =");
        command.Words.Select(word => word.Literal).ShouldBe(["ls", null, null, null, null, null, "plain *", "*", null, "{}", "="]);
    }

    [Fact]
    public void Expansions_give_their_name_operator_and_argument()
    {
        var word = One("echo \"${MAC_VERSION:-mac14}_$KEY\"${#LIST[@]}$(( 1 + 2 ))${!REF}${P%%/*}").Words[1];
        word.Expansions.OfType<ParameterExpansion>()
            .Select(one => (one.Name, one.Operator, one.Argument, one.IsQuoted))
            .ShouldBe([
                ("MAC_VERSION", ":-", "mac14", true),
                ("KEY", "", "", true),
                ("LIST", "#", "", false),
                ("REF", "!", "", false),
                ("P", "%", "%/*", false),
            ]);
        word.Expansions.OfType<ArithmeticExpansion>().Single().Expression.ShouldBe(" 1 + 2 ");
    }

    [Fact]
    public void Commands_in_substitutions_are_found_where_they_stand()
    {
        const string Script = "x=$(cat \"$(find . -name 'a)b')\" | sort) y=(1 $(date))\n";
        var commands = ShellWalk.Commands(ShellScript.Parse(Script).Commands).ToArray();
        commands.Select(command => command.Name).ShouldBe([null, "cat", "find", "sort", "date"]);
        commands.Skip(1).ShouldAllBe(command => Script.Substring(command.Start).StartsWith(command.Name!));
    }

    [Fact]
    public void A_here_document_keeps_where_its_text_stands()
    {
        const string Script = "cat <<'END' | buildkite-agent pipeline upload\nsteps:\n  - command: make\nEND\necho done\n";
        var script = ShellScript.Parse(Script);
        script.Problem.ShouldBeNull();
        var document = ShellWalk.Commands(script.Commands).First().Redirections.Single().Document!;
        Script[document.Start..document.End].ShouldBe("steps:\n  - command: make\n");
        document.ShouldSatisfyAllConditions(() => document.IsQuoted.ShouldBeTrue(), () => document.IsClosed.ShouldBeTrue());
    }

    [Theory]
    [InlineData("echo 'a\necho b\n", 5, "the single quote that opens here is never closed")]
    [InlineData("echo ok\nbash -c \"run\n", 16, "the double quote that opens here is never closed")]
    [InlineData("if true; then\n  ls\n", 0, "the 'if' that begins here has no 'fi'")]
    [InlineData("ls\nfi\n", 3, "'fi' cannot stand here")]
    [InlineData("echo $(ls\n", 5, "the substitution that opens here is never closed")]
    [InlineData("for f in a b\n  echo $f\ndone\n", 15, "'echo' cannot stand here")]
    [InlineData("[[ -f ]] && ls\n", 6, "']]' cannot stand here in '[[ … ]]': '-f' needs a word behind it")]
    [InlineData("ls |\n", 5, "the script ends where a command has to follow")]
    [InlineData("ls >\n", 3, "nothing follows '>'")]
    [InlineData("case x in\n a) ls\n", 0, "the 'case' that begins here has no 'esac'")]
    public void A_problem_is_reported_where_it_begins(string script, int offset, string message) =>
        (ShellScript.Parse(script).Problem is { } problem ? (problem.Offset, problem.Message) : default).ShouldBe((offset, message));

    [Fact]
    public void What_is_nested_without_end_is_a_problem_not_a_crash() =>
        ShellScript.Parse(string.Concat(Enumerable.Repeat("$( ", 100_000))).Problem!.Kind.ShouldBe(ShellProblemKind.TooDeep);

    [Fact]
    public void Extended_patterns_are_known_where_the_script_switches_them_on()
    {
        ShellScript.Parse("rm @(a|b)\n").Problem.ShouldNotBeNull();
        ShellScript.Parse("shopt -s extglob\nrm @(a|b)\n").Problem.ShouldBeNull();
    }

    private static SimpleCommand One(string script)
    {
        var read = ShellScript.Parse(script);
        read.Problem.ShouldBeNull();
        return read.Commands.ShouldHaveSingleItem().Command.ShouldBeOfType<SimpleCommand>();
    }
}
