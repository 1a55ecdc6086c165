namespace BuildkiteCi.Machine.Tests;

/// <summary>Links that somebody committed, and what else can lie where a file is expected.</summary>
public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DiskFileTree files;

    public RealPathTests()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("links need rights there");
        folder.Write("elsewhere/secret.txt", "secret");
        folder.Write("root/here/a.txt", "a");
        files = new DiskFileTree(Path.Combine(folder.Path, "root"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("link.txt", "../elsewhere/secret.txt")]
    [InlineData("link.txt", "here/../../elsewhere/secret.txt")]
    [InlineData("link.txt", "/etc/hostname")]
    [InlineData("link.txt", "..")]
    public void A_file_whose_real_place_is_outside_is_neither_read_nor_written(string link, string target)
    {
        Link(link, target);

        Reading(link).ShouldStartWith($"{link}: error F001: its real place is '");
        Should.Throw<FileException>(() => files.Write(link, "mine")).Message.ShouldEndWith("; put a file there in place of the link");
        File.ReadAllText(Path.Combine(folder.Path, "elsewhere/secret.txt")).ShouldBe("secret");
    }

    [Fact]
    public void A_folder_that_leads_outside_is_neither_read_written_nor_emptied()
    {
        Link("out", "../elsewhere");

        Reading("out/secret.txt").ShouldContain("outside of");
        Should.Throw<FileException>(() => files.Write("out/new.txt", "mine"));
        Should.Throw<FileException>(() => files.MakeFolder("out/new"));
        Should.Throw<FileException>(() => files.Delete("out/secret.txt"));
        files.List("").ShouldBe(["here/a.txt", "out"]);
        Directory.GetFileSystemEntries(Path.Combine(folder.Path, "elsewhere")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Links_below_the_root_are_followed()
    {
        Link("b.txt", "here/a.txt");
        Link("there", "here");

        files.Read("b.txt").ShouldBe("a");
        files.Read("there/a.txt").ShouldBe("a");
        files.List("").ShouldBe(["b.txt", "here/a.txt", "there/a.txt"]);
        files.Write("b.txt", "c");
        files.Read("here/a.txt").ShouldBe("c");
    }

    [Fact]
    public void A_root_that_is_a_link_itself_is_its_owners_affair()
    {
        File.CreateSymbolicLink(Path.Combine(folder.Path, "way"), "root");

        new DiskFileTree(Path.Combine(folder.Path, "way")).Read("here/a.txt").ShouldBe("a");
    }

    [Fact]
    public void A_link_to_nothing_or_to_itself_is_one_problem_and_a_folder_that_holds_itself_is_listed_once()
    {
        Link("lost.txt", "nowhere.txt");
        Link("circle.txt", "circle.txt");
        Link("here/up", "..");

        Reading("lost.txt")
            .ShouldBe("lost.txt: error F001: it is a link to 'nowhere.txt', and nothing is there; remove the link or correct it");
        Reading("circle.txt").ShouldBe("circle.txt: error F001: its links lead in a circle; remove the link or correct it");
        files.List("").ShouldBe(["circle.txt", "here/a.txt", "lost.txt"]);
    }

    [Fact]
    public async Task A_pipe_is_one_problem_and_nobody_waits_for_it()
    {
        var made = await new ProcessRunner(files.Root, TimeProvider.System).RunAsync(
            CommandLine.Of("mkfifo", "pipe.yml"),
            null,
            TestContext.Current.CancellationToken
        );
        made.Succeeded.ShouldBeTrue(made.ErrorOutput);

        Reading("pipe.yml").ShouldBe("pipe.yml: error F001: it is no regular file; replace it with one");
        files.List("").ShouldContain("pipe.yml");
    }

    [Theory]
    [InlineData(".git/config")]
    [InlineData(".GIT/hooks/post-checkout")]
    [InlineData("sub/.git./config")]
    public void Nothing_is_written_into_gits_own_folder(string path) => Should.Throw<ArgumentException>(() => files.Write(path, ""));

    [Fact]
    public void An_empty_file_is_empty()
    {
        files.Write("empty.txt", "");

        files.Read("empty.txt").ShouldBe("");
    }

    private string Reading(string path)
    {
        var found = new List<Diagnostic>();
        files.Read(path, found).ShouldBeNull();
        return found.ShouldHaveSingleItem().ToString();
    }

    private void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(files.Root, path), target);
}
