namespace BuildkiteCi.Machine.Tests;

public sealed class DiskFileTreeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Removing_what_is_not_there_is_done_whether_its_folder_is_there_or_not()
    {
        var files = new DiskFileTree(folder.Path);
        files.Write("here/kept.txt", "kept");

        files.Delete("here/missing.txt");
        files.Delete("nowhere/missing.txt");

        files.List("").ShouldBe(["here/kept.txt"]);
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("here/../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    public void A_path_that_leads_out_of_the_root_is_refused(string path)
    {
        var files = new DiskFileTree(folder.Path);

        Should.Throw<ArgumentException>(() => files.Write(path, ""));
        Should.Throw<ArgumentException>(() => files.Delete(path));
    }

    [Fact]
    public void What_is_written_is_read_back_and_leaves_nothing_beside_it()
    {
        var files = new DiskFileTree(folder.Path);

        files.Write("a/b.txt", "one");
        files.Write("a/b.txt", "two");

        files.Read("a/b.txt").ShouldBe("two");
        files.List("a").ShouldBe(["a/b.txt"]);
    }
}
