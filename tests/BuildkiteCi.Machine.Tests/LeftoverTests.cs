namespace BuildkiteCi.Machine.Tests;

/// <summary>What a run that was killed leaves, and who removes it.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Half_written_files_of_a_killed_run_are_removed_and_those_of_a_running_one_and_of_others_stay()
    {
        var left = folder.Write($"a/.b.txt.{Guid.NewGuid():N}.tmp", "hal");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-1));
        var fresh = folder.Write($"a/.b.txt.{Guid.NewGuid():N}.tmp", "hal");
        var other = folder.Write("a/.b.txt.mine.tmp", "mine");
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-1));

        new DiskFileTree(folder.Path).Write("a/b.txt", "whole");

        File.Exists(left).ShouldBeFalse();
        File.Exists(fresh).ShouldBeTrue();
        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public void A_scratch_folder_of_a_killed_run_is_removed_and_that_of_a_running_one_stays()
    {
        var left = folder.Write("buildkite-ci-0123/copy/objects/pack", "x");
        folder.Write("buildkite-ci-0123/lock", "");
        File.SetAttributes(left, FileAttributes.ReadOnly);
        using var running = new ScratchFolder(folder.Path);

        using (var next = new ScratchFolder(folder.Path))
        {
            Directory.Exists(running.Path).ShouldBeTrue();
            Directory.Exists(next.Path).ShouldBeTrue();
            Directory.Exists(Path.Combine(folder.Path, "buildkite-ci-0123")).ShouldBeFalse();
            Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(2);
        }

        Directory.GetFileSystemEntries(folder.Path).ShouldHaveSingleItem();
    }
}
