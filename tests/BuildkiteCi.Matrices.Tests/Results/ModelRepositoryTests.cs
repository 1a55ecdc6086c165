using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Tests.Results;

public sealed class ModelRepositoryTests
{
    [Theory]
    [InlineData("Qwen/Qwen3-4B", "https://huggingface.co/Qwen/Qwen3-4B", "")]
    [InlineData(
        "mistralai/Mistral-Small-4-119B-2603/text-only",
        "https://huggingface.co/mistralai/Mistral-Small-4-119B-2603",
        "/text-only"
    )]
    [InlineData("a/b/c/d", "https://huggingface.co/a/b", "/c/d")]
    [InlineData("gpt2", "https://huggingface.co/gpt2", "")]
    [InlineData("a b/c?d#e", "https://huggingface.co/a%20b/c%3Fd%23e", "")]
    public void Organisation_and_model_are_the_repository_and_what_follows_has_no_page(string model, string address, string rest)
    {
        var repository = ModelRepository.Of(SubjectName.Parse(model)!);

        repository.Address!.Text.ShouldBe(address);
        repository.Rest.ShouldBe(rest);
        (repository.Name + repository.Rest).ShouldBe(model);
    }

    [Theory]
    [InlineData("/models/llama")]
    [InlineData("gs://bucket/models/llama")]
    public void A_path_or_a_bucket_has_no_page(string name)
    {
        var repository = ModelRepository.Of(SubjectName.Parse(name)!);

        (repository.Name, repository.Rest, repository.Address).ShouldBe((name, "", null));
    }
}
