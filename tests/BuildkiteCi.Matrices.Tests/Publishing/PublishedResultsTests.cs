using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class PublishedResultsTests
{
    [Fact]
    public void What_a_working_copy_holds_is_history_and_a_broken_file_in_it_a_warning()
    {
        var old = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Failing)));
        var files = new MemoryFileTree([
            .. PublicationFiles.ForRepository(HistoryOf(old), old).Select(file => (file.Key, file.Value)),
            ("support_matrices/results/vllm/v0.1.json", "{"),
        ]);
        var published = new PublishedResults(files);
        var history = new SupportHistoryBuilder(MatrixDefinitions.BuiltIn);

        var found = published.AddTo(history, except: null);

        found.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Warning);
        published.Knows(old.Publication).ShouldBeTrue();
        history.Build().Nights.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_publication_that_is_published_again_does_not_count_twice()
    {
        var old = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Failing)));
        var files = new MemoryFileTree([.. PublicationFiles.ForRepository(HistoryOf(old), old).Select(file => (file.Key, file.Value))]);
        var published = new PublishedResults(files);
        var history = new SupportHistoryBuilder(MatrixDefinitions.BuiltIn);

        published.AddTo(history, except: old.Publication).ShouldBeEmpty();

        published.Knows(old.Publication).ShouldBeFalse();
    }
}
