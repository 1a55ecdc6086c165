using System.Runtime.CompilerServices;

namespace Cake.Buildkite.Tests;

/// <summary>Files of expected text beside their test, compared byte for byte. <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
internal static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, actual);
        File.Exists(file).ShouldBeTrue($"{name} is missing: run the test once with UPDATE_GOLDEN=1");
        actual.ShouldBe(File.ReadAllText(file));
    }
}
