using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Catalogue.Tests.Scaffolding;

public sealed class SubjectTemplateTests
{
    private static readonly CatalogueFolder Models = Folder("models");

    [Fact]
    public void A_tpu_optimized_model_has_three_stages_and_three_todos()
    {
        var file = SubjectTemplate.Write(Model("meta-llama/Llama-3.1-8B-Instruct"), Fleet.BuiltIn);

        file.Path.ShouldBe(".buildkite/models/meta-llama_Llama-3_1-8B-Instruct.yml");
        Golden.Matches(file.Text, "Scaffolding/tpu-optimized-model.golden.yml");
        Todo.In(file).Length.ShouldBe(3);
    }

    [Fact]
    public void A_vllm_native_model_has_no_benchmark_and_two_todos()
    {
        var file = SubjectTemplate.Write(
            Model("Qwen/Qwen2.5-VL-7B-Instruct") with
            {
                Category = new Category("multimodal"),
                Stages = Models.Stages[..2],
            },
            Fleet.BuiltIn
        );

        Golden.Matches(file.Text, "Scaffolding/vllm-native-model.golden.yml");
        Todo.In(file).Length.ShouldBe(2);
    }

    public static TheoryData<string, string> Categories =>
        [.. CatalogueFolders.BuiltIn.SelectMany(folder => folder.Categories.Select(category => (folder.Name, category.Name)))];

    [Theory]
    [MemberData(nameof(Categories))]
    public void The_file_of_every_category_is_its_folders_but_for_the_category(string folderName, string category)
    {
        var folder = Folder(folderName);
        var first = new NewSubject(
            SubjectName.Parse("org/subject-1.5")!,
            folder,
            folder.Categories[0],
            folder.Stages,
            SubjectMachine.Of(HostScale.Small, Fleet.BuiltIn)
        )
        {
            Group = folder.HasGroups ? "gmm" : null,
        };

        var file = SubjectTemplate.Write(first with { Category = new Category(category) }, Fleet.BuiltIn);

        file.Text.ShouldBe(
            SubjectTemplate
                .Write(first, Fleet.BuiltIn)
                .Text.Replace($"CI_CATEGORY: \"{folder.Categories[0]}\"", $"CI_CATEGORY: \"{category}\"")
        );
        file.Text.Split($"CI_CATEGORY: \"{category}\"").Length.ShouldBe(folder.Stages.Length + 1);
    }

    [Fact]
    public void A_model_whose_owner_said_everything_has_no_todo()
    {
        var file = SubjectTemplate.Write(Model("Qwen/Qwen3-32B", HostScale.Large) with
        {
            Commands = ImmutableDictionary<string, string>.Empty.Add("UnitTest", "set -e\npytest \"$HOME/tests\" -k 'not slow'"),
            AccuracyTarget = 0.85m,
            ThroughputTarget = 11.5m,
        }, Fleet.BuiltIn);

        Golden.Matches(file.Text, "Scaffolding/filled-model.golden.yml");
        Todo.In(file).ShouldBeEmpty();
    }

    [Fact]
    public void A_feature_of_a_group_lies_in_the_groups_folder_and_has_two_todos()
    {
        var folder = Folder("kernel_microbenchmarks");
        var file = SubjectTemplate.Write(
            new NewSubject(
                SubjectName.Parse("gmm-w8a8")!,
                folder,
                folder.Categories[0],
                folder.Stages,
                SubjectMachine.Of(HostScale.Small, Fleet.BuiltIn)
            )
            {
                Group = "gmm",
            },
            Fleet.BuiltIn
        );

        file.Path.ShouldBe(".buildkite/kernel_microbenchmarks/gmm/gmm-w8a8.yml");
        Golden.Matches(file.Text, "Scaffolding/feature.golden.yml");
        Todo.In(file).Length.ShouldBe(2);
    }

    [Fact]
    public void A_parallelism_has_four_stages_each_behind_the_one_before()
    {
        var folder = Folder("parallelism");
        var file = SubjectTemplate.Write(
            new NewSubject(
                SubjectName.Parse("TP")!,
                folder,
                folder.Categories[0],
                folder.Stages,
                SubjectMachine.Of("tpu_v7x_16_queue", Fleet.BuiltIn)!
            ),
            Fleet.BuiltIn
        );

        Golden.Matches(file.Text, "Scaffolding/parallelism.golden.yml");
    }

    [Theory]
    [InlineData("features", "structured_decoding")]
    [InlineData("quantization", "FP8 W8A8")]
    [InlineData("rl", "MoE Expert IDs")]
    public void Every_folder_of_features_has_its_file(string name, string feature)
    {
        var folder = Folder(name);
        var file = SubjectTemplate.Write(
            new NewSubject(
                SubjectName.Parse(feature)!,
                folder,
                folder.Categories[0],
                folder.Stages,
                SubjectMachine.Of(HostScale.Large, Fleet.BuiltIn)
            ),
            Fleet.BuiltIn
        );

        Golden.Matches(file.Text, $"Scaffolding/{name}.golden.yml");
        Todo.In(file).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("tpu_v6e_queue", "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}", "${TENSOR_PARALLEL_SIZE_SINGLE:-1}")]
    [InlineData("tpu_v7x_2_queue", "${TPU_QUEUE_SINGLE:-tpu_v6e_queue}", "${TENSOR_PARALLEL_SIZE_SINGLE:-1}")]
    [InlineData("tpu_v7x_8_queue", "${TPU_QUEUE_MULTI:-tpu_v6e_8_queue}", "${TENSOR_PARALLEL_SIZE_MULTI:-8}")]
    [InlineData("tpu_v7x_16_queue", "tpu_v7x_16_queue", "16")]
    [InlineData("cpu", "cpu", "${TENSOR_PARALLEL_SIZE_SINGLE:-1}")]
    public void A_queue_of_one_generation_stands_for_its_kind_of_machine_in_all(string queue, string written, string size)
    {
        var machine = SubjectMachine.Of(queue, Fleet.BuiltIn).ShouldNotBeNull();

        (machine.Queue, machine.TensorParallelSize).ShouldBe((written, size));
    }

    private static NewSubject Model(string name, HostScale scale = HostScale.Small) =>
        new(SubjectName.Parse(name)!, Models, new Category("text-only"), Models.Stages, SubjectMachine.Of(scale, Fleet.BuiltIn));

    private static CatalogueFolder Folder(string name) => CatalogueFolders.BuiltIn.Single(folder => folder.Name == name);
}
