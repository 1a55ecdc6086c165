using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class RequestedGenerationsTests
{
    [Fact]
    public void A_build_that_asks_for_none_is_for_all()
    {
        var read = Read(BuildKind.Nightly);

        read.Value!.Generations.ShouldBe(Fleet.BuiltIn.Generations);
        read.Value.OnlyGeneration.ShouldBeNull();
    }

    [Theory]
    [InlineData("nightly", "TPU_VERSION=tpu7x", "v7x tpu_v7x_2_queue tpu_v7x_8_queue")]
    [InlineData("nightly", "TPU_VERSION=tpu7x TPU_QUEUE_MULTI=tpu_v7x_16_queue", "v7x tpu_v7x_2_queue tpu_v7x_16_queue")]
    [InlineData("kernel-tuning", "KERNEL_TUNING_TPU_VERSION=tpu7x KERNEL_TUNING_TPU_CORES=16", "v7x tpu_v7x_2_queue tpu_v7x_16_queue")]
    [InlineData("kernel-tuning", "KERNEL_TUNING_TPU_VERSION=tpu6e KERNEL_TUNING_TPU_CORES=1", "v6e tpu_v6e_queue tpu_v6e_queue")]
    [InlineData("nightly", "KERNEL_TUNING_TPU_VERSION=tpu7x TPU_VERSION=tpu6e", "v6e tpu_v6e_queue tpu_v6e_8_queue")]
    public void A_build_is_for_the_generation_and_the_queues_that_it_asks_for(string kind, string variables, string expected)
    {
        var read = Read(BuildKind.All.Single(one => one.Name == kind), variables);

        read.Diagnostics.ShouldBeEmpty();
        var single = read.Value!.OnlyGeneration!;
        $"{single} {single.SmallQueue} {single.LargeQueue}".ShouldBe(expected);
        read.Value.Generations.ShouldBe([single]);
    }

    [Theory]
    [InlineData("TPU_VERSION=tpu9", "TPU_VERSION is 'tpu9', which no generation of the fleet has; there are tpu6e, tpu7x")]
    [InlineData("KERNEL_TUNING_TPU_VERSION=v7x", "KERNEL_TUNING_TPU_VERSION is 'v7x', which no generation of the fleet has")]
    [InlineData("KERNEL_TUNING_TPU_VERSION=tpu7x TPU_VERSION=tpu6e", "KERNEL_TUNING_TPU_VERSION is 'tpu7x', and TPU_VERSION is 'tpu6e'")]
    [InlineData(
        "KERNEL_TUNING_TPU_VERSION=tpu6e KERNEL_TUNING_TPU_CORES=16",
        "KERNEL_TUNING_TPU_CORES is '16', and no machine of v6e has as many; there are 1, 8"
    )]
    [InlineData("KERNEL_TUNING_TPU_CORES=16", "KERNEL_TUNING_TPU_CORES is '16', and nothing tells of which generation")]
    [InlineData(
        "TPU_VERSION=tpu6e TPU_QUEUE_SINGLE=tpu_v7x_2_queue",
        "TPU_QUEUE_SINGLE is 'tpu_v7x_2_queue', a queue of v7x, and the build is for v6e"
    )]
    [InlineData("TPU_QUEUE_SINGLE=tpu_v7x_2_queue", "TPU_QUEUE_SINGLE is 'tpu_v7x_2_queue', and nothing tells for which generation")]
    [InlineData("TPU_VERSION=tpu6e TPU_QUEUE_SINGLE=cpu", "TPU_QUEUE_SINGLE is 'cpu', which is no queue of the fleet's generations")]
    public void What_cannot_be_done_is_refused_and_not_replaced(string variables, string message) =>
        Read(BuildKind.KernelTuning, variables)
            .Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith($"environment: error E001: {message}");

    private static Diagnosed<RequestedGenerations> Read(BuildKind kind, string variables = "") =>
        RequestedGenerations.Read(
            variables
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1]),
            kind,
            Fleet.BuiltIn
        );
}
