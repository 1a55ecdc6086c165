namespace Cake.Buildkite.Tests;

/// <summary>Files of expected text beside their test, compared byte for byte. <c>UPDATE_GOLDEN=1</c> writes them anew; CI never sets
/// it.</summary>
internal static class Golden
{
    /// <param name="name">The file, relative to this test project.</param>
    /// <param name="text">What the code made.</param>
    public static void Check(string name, string text)
    {
        var file = Repository.TestFile(name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        File.Exists(file).ShouldBeTrue($"there is no golden file {name}; run the tests with UPDATE_GOLDEN=1 and read what they wrote");
        text.ShouldBe(File.ReadAllText(file), $"differs from {name}; where the change is meant, run with UPDATE_GOLDEN=1");
    }
}
