using System.Diagnostics;
using BuildkiteCi.Matrices.Csv;
using BuildkiteCi.Matrices.Ordering;
using CsCheck;

namespace BuildkiteCi.Matrices.Tests.Csv;

public sealed class VersionOrderTests
{
    [Fact]
    public void Digits_count_by_value_and_letters_stand_before_other_characters()
    {
        // A tilde sorts even before the end of the text.
        string[] ordered = ["a~1", "a", "a2", "a10", "ab", "a b 9", "a b 10", "a-b", "b1.csv", "b1.2.csv"];

        ordered.Reverse().Order(VersionOrder.Comparer).ShouldBe(ordered);
    }

    [Fact]
    public void Lines_stand_in_the_order_of_the_sort_program()
    {
        if (!File.Exists("/usr/bin/sort")) Assert.Skip("GNU sort is not here");
        var line = Gen.String[Gen.Char["aabBz019.~-_ \",:/()*é✅"], 0, 10].Select(text => $"\"{text}");

        line.Array[2, 400].Sample(
            lines => lines.Order(VersionOrder.Comparer).ShouldBe(Sorted(lines)),
            iter: 50, threads: 1);
    }

    private static string[] Sorted(string[] lines)
    {
        using var sort = Process.Start(new ProcessStartInfo("/usr/bin/sort", ["-V"])
        {
            Environment = { ["LC_ALL"] = "C" },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        foreach (var line in lines) sort.StandardInput.Write(line + "\n");
        sort.StandardInput.Close();
        var output = sort.StandardOutput.ReadToEnd();
        sort.WaitForExit();
        return output.Split('\n')[..^1];
    }
}
