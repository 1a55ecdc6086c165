using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>A script is refused exactly where bash refuses it.</summary>
public sealed class ShellVerdictTests
{
    // How many changed scripts are tried; SHELL_MUTANTS=10000 for the long form.
    private static int Mutants => int.TryParse(Environment.GetEnvironmentVariable("SHELL_MUTANTS"), out var count) ? count : 400;

    [Fact]
    public void Every_construct_is_judged_as_bash_judges_it()
    {
        var verdicts = BashVerdicts.Of(ShellScripts.Constructs);
        for (var i = 0; i < verdicts.Length; i++)
        {
            var problem = ShellScript.Parse(ShellScripts.Constructs[i], extendedGlob: false).Problem;
            Differs(problem, verdicts[i]).ShouldBeFalse($"{ShellScripts.Constructs[i]}\nbash: {verdicts[i]}\nhere: {problem}");
        }
    }

    [Theory]
    [InlineData("[[ a ]]", true)]
    [InlineData("[[ ]]", false)]
    [InlineData("[[ ! ]]", false)]
    [InlineData("[[ a && ]]", false)]
    [InlineData("[[ -f ]]", false)]
    [InlineData("[[ -f x y ]]", false)]
    [InlineData("[[ a b c ]]", false)]
    [InlineData("[[ a =~ (b|c) && ( d || ! e ) ]]", true)]
    [InlineData("[[ (a =~ b ]]", false)]
    [InlineData("[[ a == @(x|y) || -n b ]]", true)]
    [InlineData("[[ a -eq ]]", false)]
    [InlineData("for ((i = 0; i < 3; i++); do :; done", false)]
    [InlineData("for ((i = 0; i < 3; i++)); do :; done", true)]
    public async Task Where_bash_leaves_out_the_rest_of_a_script_without_a_word_it_is_refused(string command, bool goesOn)
    {
        using var bash = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("bash", ["-c", $"f() {{\n {command}\n}}\necho reached\n"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var printed = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        (printed.Trim() == "reached").ShouldBe(goesOn);
        (ShellScript.Parse(command).Problem is null).ShouldBe(goesOn);
        bash.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Changed_scripts_are_judged_as_bash_judges_them()
    {
        var random = new Random(20261128);
        var scripts = Enumerable.Range(0, Mutants).Select(_ => ShellMutations.Of(ShellScripts.Whole, random)).Distinct().ToArray();
        var verdicts = BashVerdicts.Of(scripts);
        var different = scripts
            .Zip(verdicts)
            .Where(pair => Differs(ShellScript.Parse(pair.First, extendedGlob: false).Problem, pair.Second))
            .ToArray();
        different.ShouldBeEmpty(
            string.Join(
                "\n----\n",
                different
                    .Take(3)
                    .Select(pair => $"bash: '{pair.Second}', here: {ShellScript.Parse(pair.First, false).Problem}\n{pair.First}")
            )
        );
        verdicts.Count(verdict => verdict.Length > 0).ShouldBeInRange(scripts.Length / 5, scripts.Length * 4 / 5);
    }

    // Of some errors bash has nothing, and leaves out the rest; those have a test of their own.
    private static bool Differs(ShellProblem? problem, string verdict) =>
        problem?.Kind is not (ShellProblemKind.Silent or ShellProblemKind.Conditional) && (problem is not null) != (verdict.Length > 0);

    [Fact]
    public void Whatever_a_script_holds_its_nodes_lie_within_it_and_in_order()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var text = ShellMutations.Of(ShellScripts.Whole, random);
            var script = ShellScript.Parse(text);
            if (script.Problem is { } problem) problem.Offset.ShouldBeInRange(0, text.Length);
            foreach (var command in ShellWalk.Commands(script.Commands))
                foreach (var word in command.Words)
                {
                    word.Start.ShouldBeInRange(0, text.Length);
                    word.End.ShouldBeInRange(word.Start, text.Length);
                    foreach (var part in word.Parts)
                        (part.Start >= word.Start && part.End <= word.End).ShouldBeTrue($"{part} in {word}: {text}");
                }
        }
    }
}
