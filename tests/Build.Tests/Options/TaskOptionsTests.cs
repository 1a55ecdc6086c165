using Build.Options;
using Cake.Core;

namespace Build.Tests.Options;

public sealed class TaskOptionsTests
{
    private static readonly (string, int)[] Words = [("small", 1), ("large", 2)];

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_the_exit_status_is_2()
    {
        var options = Options(("type", ["tpu"]), ("accuracy-target", ["high"]), ("queue", [""]), ("model-name", ["a", "b"]));

        options.Choice("type", [("tpu-optimized", 1), ("vllm-native", 2)]);
        options.Number("accuracy-target", 0, 1, "fraction");
        options.Text("queue");
        options.Text("model-name");
        options.Required("host-scale", "small or large");

        var wrong = Should.Throw<CakeException>(options.Check);
        wrong.ExitCode.ShouldBe(2);
        wrong.Message.Split(Environment.NewLine).ShouldBe(
        [
            "--type: 'tpu' is none of tpu-optimized, vllm-native; did you mean 'tpu-optimized'?",
            "Error: --accuracy-target: 'high' is no fraction from 0 to 1",
            "Error: --queue: has no value; write --queue=VALUE",
            "Error: --model-name: is given more than once; give it once",
            "Error: --host-scale is missing: small or large",
        ]);
    }

    [Fact]
    public void A_misspelt_word_gets_a_suggestion()
    {
        var options = Options(("host-scale", ["smal"]));

        options.Choice("host-scale", Words);

        Should.Throw<CakeException>(options.Check).Message.ShouldBe("--host-scale: 'smal' is none of small, large; did you mean 'small'?");
    }

    [Theory]
    [InlineData(new string[0], true)]
    [InlineData(new[] { "true" }, true)]
    [InlineData(new[] { "false" }, false)]
    public void A_switch_is_on_where_it_is_given(string[] values, bool on)
    {
        var options = Options(("force", values));

        options.Switch("force").ShouldBe(on);
        options.Check();
    }

    [Fact]
    public void Options_that_were_not_given_have_no_value()
    {
        var options = Options();

        (
            options.Text("a"),
            options.Choice("b", Words),
            options.Number("c", 0, 1, "fraction"),
            options.Switch("d"),
            options.Names("e").IsEmpty
        ).ShouldBe((null, null, null, false, true));
        options.Check();
    }

    [Fact]
    public void Names_are_separated_by_commas() => Options(("generations", ["v6e, v7x,"])).Names("generations").ShouldBe(["v6e", "v7x"]);

    [Fact]
    public void An_option_that_neither_the_target_nor_the_host_has_is_refused_with_the_nearest_one()
    {
        var options = Options(("target", ["AddModel"]), ("modelname", ["a/b"]), ("root", ["."]));

        options.CheckNames(TaskTable.Find("AddModel")!);

        Should.Throw<CakeException>(options.Check).Message.ShouldBe("AddModel has no option --modelname; did you mean 'model-name'?");
    }

    private static TaskOptions Options(params (string Name, string[] Values)[] given) => new(new GivenArguments(given));

    private sealed class GivenArguments((string Name, string[] Values)[] given) : ICakeArguments
    {
        public bool HasArgument(string name) => given.Any(argument => argument.Name == name);

        public ICollection<string> GetArguments(string name) => given.FirstOrDefault(argument => argument.Name == name).Values ?? [];

        public IDictionary<string, ICollection<string>> GetArguments() =>
            given.ToDictionary(argument => argument.Name, argument => (ICollection<string>)argument.Values);
    }
}
