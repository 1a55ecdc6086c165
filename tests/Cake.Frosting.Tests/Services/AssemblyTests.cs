using System.Reflection;
using System.Reflection.Emit;

namespace Cake.Frosting.Tests.Services;

public sealed class AssemblyTests
{
    private sealed class Compile : NotingTask;

    // A compiled assembly of its own, with one class for each name, all of them tasks that do nothing.
    private static Assembly AssemblyWith(params (string Name, TypeAttributes Attributes)[] tasks)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName("MoreTasks"), typeof(object).Assembly);
        var module = builder.DefineDynamicModule("MoreTasks");
        foreach (var (name, attributes) in tasks)
        {
            var type = module.DefineType(name, attributes, typeof(FrostingTask));
            type.DefineDefaultConstructor(MethodAttributes.Public);
            type.CreateType();
        }

        using var file = new MemoryStream();
        builder.Save(file);
        return Assembly.Load(file.ToArray());
    }

    [Fact]
    public void The_public_tasks_of_an_added_assembly_belong_to_the_build()
    {
        var more = AssemblyWith(("Fetch", TypeAttributes.Public));

        BuildUnderTest.Of<Compile>().With(host => host.AddAssembly(more).AddAssembly(more)).Run("--target=Fetch").ExitStatus.ShouldBe(0);
    }

    [Theory]
    [InlineData("Hidden", TypeAttributes.NotPublic)]
    [InlineData("Base", TypeAttributes.Public | TypeAttributes.Abstract)]
    public void Tasks_that_are_not_public_or_are_abstract_do_not_belong_to_the_build(string name, TypeAttributes attributes)
    {
        var more = AssemblyWith((name, attributes));

        BuildUnderTest
            .Of<Compile>()
            .With(host => host.AddAssembly(more))
            .Run($"--target={name}")
            .Error.ShouldBe($"Error: The target '{name}' was not found.\n");
    }

    [Fact]
    public void The_tasks_of_an_assembly_that_was_not_added_do_not_belong_to_the_build() =>
        BuildUnderTest.Of<Compile>().Run("--target=Fetch").ExitStatus.ShouldBe(2);
}
