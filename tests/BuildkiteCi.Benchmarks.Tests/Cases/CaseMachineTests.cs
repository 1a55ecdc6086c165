using BuildkiteCi.Benchmarks.Cases;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

public sealed class CaseMachineTests
{
    [Theory]
    [InlineData("tpu_v6e_queue", "v6e-1", "v6e-1", "tpu6e")]
    [InlineData("tpu_v6e_8_queue", "v6e-8", "v6e-8", "tpu6e")]
    [InlineData("tpu_v7x_2_queue", "tpu7x-2", "v7x-2", "tpu7x")]
    [InlineData("tpu_v7x_16_queue", "tpu7x-16", "v7x-16", "tpu7x")]
    [InlineData("cpu", "cpu", null, "tpu6e")]
    [InlineData("my_v7x_pool", "my_v7x_pool", null, "tpu7x")]
    public void A_queue_tells_device_map_key_and_version(string queue, string device, string? mapKey, string version)
    {
        var machine = CaseMachine.OfQueue(queue);

        (machine.Device, machine.MapKey, machine.TpuVersion).ShouldBe((device, mapKey, version));
    }

    [Theory]
    [InlineData("tpu_v7x_8_queue", "tpu7x-16", "v7x-16")]
    [InlineData("tpu_v7x_8_queue", "7x-16", "v7x-16")]
    [InlineData("tpu_v7x_8_queue", "tpu7x-2", "v7x-8")]
    [InlineData("tpu_v7x_8_queue", "v6e-16", "v7x-8")]
    [InlineData("my_pool", "tpu7x-4", "v7x-4")]
    [InlineData("my_pool", "a machine", null)]
    public void The_cases_device_names_the_history_and_maps_follow_it_where_it_is_a_larger_one_of_the_family(string queue, string device, string? mapKey)
    {
        var machine = CaseMachine.OfQueue(queue).With(device);

        (machine.Device, machine.MapKey).ShouldBe((device, mapKey));
    }
}
