namespace TestSupport;

/// <summary>
/// Compares a text with a file beside the test, byte for byte. <c>UPDATE_GOLDEN=1</c> writes the files instead; CI never sets it.
/// </summary>
internal static class Golden
{
    /// <param name="text">What the code made.</param>
    /// <param name="file">The golden file, relative to the test project's folder: <c>Catalogue/Scaffolding/model.golden.yml</c>.</param>
    public static void Matches(string text, string file)
    {
        var path = Path.Combine(Repository.Root, "tests", typeof(Golden).Assembly.GetName().Name!, file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"there is no golden file {file}; run the tests with UPDATE_GOLDEN=1 and read what they wrote");
        text.ShouldBe(File.ReadAllText(path), $"differs from {file}; where the change is meant, run with UPDATE_GOLDEN=1");
    }
}
