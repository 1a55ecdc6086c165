using BuildkiteCi.Composing.Collecting;

namespace BuildkiteCi.Composing.Tests.Collecting;

public sealed class DeclaredResultsTests
{
    private const string Set = "buildkite-agent meta-data set \"tpu6e_a\" \"unverified\"";

    [Theory]
    [InlineData("buildkite-agent meta-data set \"tpu6e_a\" \"unverified\"", "unverified")]
    [InlineData("buildkite-agent meta-data set tpu6e_a 'not enough HBM'; exit 0", "not enough HBM")]
    [InlineData("buildkite-agent meta-data set \\\n  tpu6e_a skipped && exit", "skipped")]
    [InlineData(
        "# nothing to do\nset -euo pipefail\necho \"skipping\"\nbuildkite-agent meta-data set tpu6e_a \"skipped (only for tpu7x)\"  # for "
            + "now\n",
        "skipped (only for tpu7x)"
    )]
    [InlineData("buildkite-agent meta-data set tpu6e_a a\nbuildkite-agent meta-data set tpu6e_a b", "b")]
    [InlineData(
        "if [ \"tpu6e\" = \"tpu6e\" ]; then\n  buildkite-agent meta-data set tpu6e_a x\n  exit 0\nfi\n./run.sh \"$(cat \"x y\")\"",
        "x"
    )]
    [InlineData(
        "if [ tpu6e != tpu7x ]\nthen\n  buildkite-agent meta-data set tpu6e_a x\nelse\n  if true; then ./run.sh; fi\n  bash -c 'fi'\nfi",
        "x"
    )]
    [InlineData(
        "if [[ tpu6e == tpu7x ]]; then ./run.sh; elif [ tpu6e == tpu6e ]; then buildkite-agent meta-data set tpu6e_a x; else ./other.sh; "
            + "fi",
        "x"
    )]
    [InlineData("if [ a = b ] || [ c = c ]; then buildkite-agent meta-data set tpu6e_a x; fi", "x")]
    [InlineData("if [ -n \"\" ]; then ./run.sh; fi; buildkite-agent meta-data set tpu6e_a x", "x")]
    [InlineData("if [ a = a ]; then buildkite-agent meta-data set tpu6e_a x; elif ./probe.sh; then ./run.sh; fi", "x")]
    public void A_script_that_only_states_a_result_is_known_without_running_it(string script, string stated) =>
        DeclaredResults.Of(script).ShouldNotBeNull()["tpu6e_a"].ShouldBe(stated);

    [Theory]
    [InlineData("./run.sh")]
    [InlineData("./run.sh\n" + Set)]
    [InlineData(Set + "\n./run.sh")]
    [InlineData(Set + " | tee log")]
    [InlineData(Set + " &")]
    [InlineData(Set + " > log")]
    [InlineData(Set + " || true")]
    [InlineData("false && " + Set)]
    [InlineData(Set + "\nexit 1")]
    [InlineData("buildkite-agent meta-data set tpu6e_a \"$STATUS\"")]
    [InlineData("buildkite-agent meta-data set tpu6e_a \"$(date)\"")]
    [InlineData("buildkite-agent meta-data set tpu6e_a `date`")]
    [InlineData("buildkite-agent meta-data set tpu6e_a \"\"")]
    [InlineData("buildkite-agent meta-data set --log-level debug tpu6e_a x")]
    [InlineData("if [ \"$TPU_VERSION\" = tpu6e ]; then " + Set + "; fi")]
    [InlineData("if [[ tpu6e == tpu* ]]; then " + Set + "; fi")]
    [InlineData("if [ -f file ]; then " + Set + "; fi")]
    [InlineData("if ./probe.sh; then " + Set + "; fi")]
    [InlineData("if [ a = a ]; then " + Set)]
    [InlineData("if [ a = b ]; then " + Set + "; else ./run.sh; fi")]
    [InlineData("for i in 1 2; do " + Set + "; done")]
    [InlineData("cat <<EOF\n" + Set + "\nEOF")]
    [InlineData("buildkite-agent meta-data set tpu6e_a \"open")]
    [InlineData("(" + Set + ")")]
    public void A_script_that_may_do_more_has_to_run(string script) => DeclaredResults.Of(script).ShouldBeNull();
}
