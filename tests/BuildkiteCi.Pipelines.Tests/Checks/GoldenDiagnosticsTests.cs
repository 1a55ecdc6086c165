using System.Text;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;

namespace BuildkiteCi.Pipelines.Tests.Checks;

/// <summary>What is said about bad files, word for word: one for each rule, and those in the folder <c>Bad</c> with several faults
/// each.</summary>
public sealed class GoldenDiagnosticsTests
{
    private const string Folder = "Checks/Bad";

    public static TheoryData<string> Files { get; } =
    [.. Directory.EnumerateFiles(FolderPath(), "*.yml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Everything_wrong_with_a_file_is_said_in_one_run(string file) =>
        Golden.Matches(
            Validate(new SourceFile(file, File.ReadAllText(Path.Combine(FolderPath(), file)))),
            $"{Folder}/{Path.ChangeExtension(file, ".golden.txt")}"
        );

    [Fact]
    public void Every_rule_has_its_words()
    {
        var all = new StringBuilder();
        foreach (
            var rule in Core.Rule.In(typeof(PipelineDocument).Assembly).Except(CommandRule.All.Select(one => one.Rule))
        )
            all.Append(Validate(new SourceFile($"{rule.Code}.yml", rule.Bad), maxJobs: rule.Code == "P021" ? 10_000 : 500));
        Golden.Matches(all.ToString(), $"{Folder}/rules.golden.txt");
    }

    private static string Validate(SourceFile file, int maxJobs = 500) =>
        string.Concat(
            PipelineValidation
                .Of(
                    [file],
                    new CheckScope
                    {
                        IsWholeBuild = true,
                        Queues =
                        [
                            "cpu",
                            "cpu_64_core",
                            "mac_v14_queue",
                            "mac_v14_8_queue",
                            "mac_v15_2_queue",
                            "mac_v15_8_queue",
                            "mac_v15_16_queue",
                        ],
                        MaxJobsPerUpload = maxJobs,
                    }
                )
                .Select(diagnostic => $"{diagnostic}\n")
        );

    private static string FolderPath() => Path.Combine(Repository.Root, "tests", "BuildkiteCi.Pipelines.Tests", "Checks", "Bad");
}
