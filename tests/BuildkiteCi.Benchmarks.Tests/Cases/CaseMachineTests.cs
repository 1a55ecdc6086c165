using BuildkiteCi.Catalogue;
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
    [InlineData("my_v7x_pool", "my_v7x_pool", null, "tpu6e")]
    public void A_queue_tells_device_map_key_and_version(string queue, string device, string? mapKey, string version)
    {
        var machine = CaseMachine.OfQueue(queue, Fleet.BuiltIn);

        (machine.Device, machine.MapKey, machine.TpuVersion).ShouldBe((device, mapKey, version));
    }

    [Theory]
    [InlineData("tpu_v7x_8_queue", "tpu7x-16", "v7x-16")]
    [InlineData("tpu_v7x_8_queue", "7x-16", "v7x-16")]
    [InlineData("tpu_v7x_8_queue", "tpu7x-2", "v7x-8")]
    [InlineData("tpu_v7x_8_queue", "v6e-16", "v7x-8")]
    [InlineData("my_pool", "tpu7x-4", "v7x-4")]
    [InlineData("my_pool", "a machine", null)]
    public void The_cases_device_names_the_history_and_maps_follow_it_where_it_is_a_larger_one_of_the_family(
        string queue,
        string device,
        string? mapKey
    )
    {
        var machine = CaseMachine.OfQueue(queue, Fleet.BuiltIn).With(device, Fleet.BuiltIn);

        (machine.Device, machine.MapKey).ShouldBe((device, mapKey));
    }

    [Fact]
    public void A_generation_of_any_name_has_machines_by_what_the_fleet_tells_of_it()
    {
        var osprey = new Generation("osprey", "asic9", "o", "small-pool", "large-pool", 4, 64)
        {
            Device = "bird",
            SmallChips = 2,
            ChipsPerHost = 16,
        };
        var v8 = new Generation("v8", "tpu8", "v8", "tpu_v8_queue", "tpu_v8_8_queue", 1, 8);
        var fleet = new Fleet(
            [osprey, v8],
            [new FleetQueue("tpu_v6e_4_queue") { Generation = osprey, Chips = 4 }, new FleetQueue("v8 rest") { Generation = v8 }]);

        string Describe(CaseMachine machine) => $"{machine.Device} {machine.MapKey} {machine.TpuVersion} {machine.HasSeveralHosts}";

        Describe(CaseMachine.OfQueue("small-pool", fleet)).ShouldBe("bird-2 osprey-2 asic9 False");
        Describe(CaseMachine.OfQueue("large-pool", fleet)).ShouldBe("bird-64 osprey-64 asic9 True");
        Describe(CaseMachine.OfQueue("tpu_v6e_4_queue", fleet)).ShouldBe("bird-4 osprey-4 asic9 False");
        Describe(CaseMachine.OfQueue("tpu_v8_8_queue", fleet)).ShouldBe("v8-8 v8-8 tpu8 False");
        Describe(CaseMachine.OfQueue("v8 rest", fleet)).ShouldBe("v8 rest  tpu8 False");
        Describe(CaseMachine.OfQueue("small-pool", fleet).With("bird-32", fleet)).ShouldBe("bird-32 osprey-32 asic9 True");
        CaseMachine.MapKeys(fleet).ShouldBe(["osprey-2", "osprey-64", "v8-1", "v8-8", "osprey-4"]);
    }
}
