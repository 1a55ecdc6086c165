using System.Diagnostics;
using System.Text.Json;
using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>
/// The commands that another parser of bash sees in scripts, the npm package mvdan-sh: <c>MVDAN_SH</c> is the folder that it is installed
/// in. bash itself shows only whether it takes a script, not what it sees in one.
/// </summary>
public sealed class ShellSecondOpinionTests
{
    // Commands that are in no expansion's argument, in no arithmetic and in no here-document: there this parser reads texts. Declarations
    // are a kind of their own there.
    private const string Program = """
        const { syntax } = require(process.argv[1]);
        const parser = syntax.NewParser(syntax.Variant(syntax.LangBash));
        const scripts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        console.log(JSON.stringify(scripts.map(text => {
          let file;
          try { file = parser.Parse(text, 'script'); } catch (error) { return null; }
          const found = [];
          syntax.Walk(file, node => {
            if (!node) return true;
            const kind = syntax.NodeType(node);
            if (kind === 'Redirect' && node.Hdoc) return false;
            if (kind === 'ParamExp' || kind === 'ArithmExp' || kind === 'ArithmCmd') return false;
            if (kind === 'CallExpr' && node.Args.length > 0) found.push([Number(node.Args[0].Pos().Offset()), node.Args.length]);
            return true;
          });
          return found;
        })));
        """;

    private static readonly string[] Declarations = ["declare", "local", "export", "readonly", "typeset", "nameref", "let"];

    [Fact]
    public async Task Another_parser_sees_the_same_commands_with_as_many_words()
    {
        var package = Environment.GetEnvironmentVariable("MVDAN_SH");
        if (package is null || !Directory.Exists(package))
            Assert.Skip("there is no mvdan-sh here: npm install mvdan-sh, and MVDAN_SH is its folder");
        var scripts = ShellScripts
            .Whole.Concat(
                Directory
                    .EnumerateFiles(Path.Combine(Repository.Root, ".buildkite"), "*.sh", SearchOption.AllDirectories)
                    .Append(Path.Combine(Repository.Root, "build.sh"))
                    .Select(File.ReadAllText)
            )
            .Concat(Fragments())
            .Select(text => text.Replace("`wc -l < $tmp`", "$(wc -l < $tmp)", StringComparison.Ordinal))
            .Where(text => !text.Contains('`') && text.All(char.IsAscii))
            .Distinct()
            .ToArray();

        var opinions = await OpinionsAsync(package, scripts);

        var compared = 0;
        var different = new List<string>();
        for (var i = 0; i < scripts.Length; i++)
        {
            // Of what is refused one of them tells more than the other; bash decides that (ShellVerdictTests).
            if (opinions[i] is not { } theirs || ShellScript.Parse(scripts[i]) is not { Problem: null } script) continue;
            var (here, there) = (
                Ours(script).ToArray(),
                theirs.Select(command => $"{command[0]}: {command[1]} words").Order(StringComparer.Ordinal).ToArray()
            );
            if (!here.SequenceEqual(there))
                different.Add(
                    $"here alone: {string.Join("; ", here.Except(there))}\nthere alone: {string.Join("; ", there.Except(here))}\n"
                        + $"{scripts[i]}"
                );
            compared++;
        }

        different.ShouldBeEmpty(string.Join("\n----\n", different.OrderBy(text => text.Length).Take(6)));
        compared.ShouldBeGreaterThan(100);
    }

    // Runs of lines of the whole scripts: many of them are scripts, too.
    private static IEnumerable<string> Fragments()
    {
        foreach (var lines in ShellScripts.Whole.Select(text => text.Split('\n')))
            for (var length = 1; length <= 6; length++)
                for (var from = 0; from + length <= lines.Length; from++)
                    yield return string.Join('\n', lines.Skip(from).Take(length)) + "\n";
    }

    private static IEnumerable<string> Ours(ShellScript script) =>
        ShellWalk
            .Commands(script.Commands)
            .Where(command => !command.Words.IsEmpty && !(command.Words[0].Literal is { } name && Declarations.Contains(name)))
            .Select(command => $"{command.Words[0].Start}: {command.Words.Length} words").Order(StringComparer.Ordinal);

    private static async Task<int[][]?[]> OpinionsAsync(string package, string[] scripts)
    {
        using var node = Process.Start(
            new ProcessStartInfo("node", ["-e", Program, package]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(scripts));
        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0);
        return JsonSerializer.Deserialize<int[][]?[]>(answer)!;
    }
}
