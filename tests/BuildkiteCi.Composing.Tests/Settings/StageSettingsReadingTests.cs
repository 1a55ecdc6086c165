using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Composing.Tests.Settings;

public sealed class StageSettingsReadingTests
{
    [Fact]
    public void The_repository_s_own_file_says_what_is_built_in()
    {
        var read = CiSettings.Read(new DiskFileTree(Repository.Root));

        read.Diagnostics.ShouldBeEmpty();
        Describe(read.Value!.Testing).ShouldBe(Describe(StageSettings.BuiltIn));
    }

    [Fact]
    public void What_is_set_is_taken_and_the_rest_stays()
    {
        var settings = Read("""
            testing:
              container: { image: registry.example/vllm, volumes: { /mnt/models: /models }, environment: [HF_TOKEN] }
              timeout_minutes: 90
              retry: { limit: 0 }
              infrastructure: [{ name: fire, exit_status: [9, 10], pattern: on fire, retry: false }]
              statements: { exit_status: { 42: skipped (by choice) } }
            """).Value!;

        settings.Container.Repository.ShouldBe("registry.example/vllm");
        settings.Container.Volumes.ShouldBe([new ContainerVolume("/mnt/models", "/models")]);
        settings.Container.PassedVariables.ShouldBe(["HF_TOKEN"]);
        settings.Container.SharedMemory.ShouldBe("16G");
        (settings.Timeout, settings.Retry.MaxRetries).ShouldBe((TimeSpan.FromMinutes(90), 0));
        settings.Signatures.ShouldHaveSingleItem().ExitStatuses.ShouldBe([9, 10]);
        settings.Statements.ExitStatuses[42].ShouldBe("skipped (by choice)");
        settings.Statements.LineHead.ShouldBe("CI_RESULT:");
    }

    [Fact]
    public void What_a_container_may_use_of_the_machine_is_the_repositorys_to_say()
    {
        var container = Read("""
            testing:
              container:
                privileged: false
                network: ""
                devices: [/dev/vfio, "/dev/accel0:/dev/accel0:rwm"]
                capabilities: [SYS_PTRACE]
                mounts: ["type=tmpfs,target=/scratch"]
                user: "1000:1000"
                memory: 256g
                arguments: [--ulimit, memlock=-1]
            """).Value!.Container;

        (container.IsPrivileged, container.Network, container.User, container.Memory).ShouldBe((false, "", "1000:1000", "256g"));
        string.Join(' ', container.Devices.Concat(container.Capabilities).Concat(container.Mounts).Concat(container.Arguments))
            .ShouldBe("/dev/vfio /dev/accel0:/dev/accel0:rwm SYS_PTRACE type=tmpfs,target=/scratch --ulimit memlock=-1");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_its_place_at_once() =>
        Read("""
            testing:
              container: { volumes: { models: /models } }
              timeout: 5
              silence_minutes: 0
              accuracy_tolerance: 3
              infrastructure:
                - { name: all }
                - { name: bad, pattern: '(' }
                - { name: zero, exit_status: 0 }
              statements: { exit_status: { 42: maybe } }
            """).Diagnostics.Select(problem => $"{problem.Location.Line} {problem.Rule.Code}").Order(StringComparer.Ordinal).ShouldBe(
            ["10 S002", "2 S002", "3 S001", "4 S002", "5 S002", "7 S003", "8 S002", "9 S002"]);

    private static Diagnosed<StageSettings> Read(string yaml)
    {
        using var folder = new TemporaryFolder();
        folder.Write(CiSettings.Path, yaml);
        return CiSettings.Read(new DiskFileTree(folder.Path)).Then(settings => Diagnosed.Ok(settings.Testing));
    }

    // The records hold lists, which compare by reference.
    private static string Describe(StageSettings settings) =>
        string.Join(
            '\n',
            [
                $"{settings.Container.Engine} {settings.Container.Repository} {settings.Container.SharedMemory} "
                    + $"{settings.Container.IsPrivileged} '{settings.Container.Network}' '{settings.Container.User}' "
                    + $"'{settings.Container.Memory}' "
                    + string.Join(
                        ' ',
                        settings
                            .Container.Devices.Concat(settings.Container.Capabilities)
                            .Concat(settings.Container.Mounts)
                            .Concat(settings.Container.Arguments)
                    ),
                .. settings.Container.Volumes.Select(volume => volume.ToString()),
                .. settings.Container.SetVariables.Select(variable => $"{variable.Key}={variable.Value}"),
                .. settings.Container.PassedVariables,
                $"{settings.Timeout} {settings.StopGrace} {settings.Silence} {settings.Retry} {settings.AccuracyTolerance}",
                .. settings.Signatures.Select(signature =>
                    $"{signature.Name} {string.Join(',', signature.ExitStatuses)} {signature.Pattern} {signature.Retry}"
                ),
                settings.Statements.LineHead,
                .. settings.Statements.ExitStatuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"),
            ]
        );
}
