using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Tests.Checks.Commands;

/// <summary>Rules about what steps run: each by its own examples, in a repository with a script and two test files.</summary>
public sealed class CommandRulesTests
{
    public static TheoryData<string> Codes { get; } = [.. CommandRule.All.Select(rule => rule.Rule.Code)];

    internal static MemoryFileTree Repository { get; } =
        new(
            (".buildkite/scripts/run_in_docker.sh", "#!/bin/bash\nset -euo pipefail\ndocker run --rm image \"$@\"\n"),
            (".buildkite/scripts/run_forwarding.sh", "#!/bin/bash\nset -e\ndocker run --rm -e BROWSER -e MODE -e SHARD image \"$@\"\n"),
            (
                ".buildkite/scripts/judge.sh",
                "#!/bin/sh\nset -e\nfor key in \"$@\"; do buildkite-agent step get outcome --step \"$key\"; done\n"
            ),
            ("requirements/ci.txt", "pytest\n"),
            (
                "tests/models/test_llama.py",
                "import pytest\n\nclass TestLoading:\n    def test_loads(self):\n        pass\n\nasync def test_loads():\n    pass\n"
            ),
            ("tests/models/test_qwen3.py", "def test_loads():\n    pass\n")
        );

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_bad_example_of_a_rule_breaks_it_and_no_other_and_the_good_one_none(string code)
    {
        var rule = CommandRule.All.Single(one => one.Rule.Code == code).Rule;
        Check(rule.Bad).Select(diagnostic => diagnostic.Rule.Code).ShouldBe([code]);
        Check(rule.Good).ShouldBeEmpty();
        rule.Why.ShouldNotBeEmpty();
    }

    [Fact]
    public void Codes_are_unique() => CommandRule.All.Select(rule => rule.Rule.Code).ShouldBeUnique();

    [Theory]
    [InlineData(
        "bash -c 'python3 -m pytest /checkout/repo/tests/models/test_lama.py'; cat /checkout/repo/tests/models/test_qwen3.py "
            + "/checkout/repo/tests/models/test_llama.py",
        "1:50 R002 the repository has no 'tests/models/test_lama.py'; did you mean 'tests/models/test_llama.py'?")]
    [InlineData(
        ".buildkite/scripts/run_in_docker.sh bash -c \"python3 -m pytest 'tests/models\"",
        "1:87 J001 the single quote that opens here is never closed; close it with '"
    )]
    [InlineData(
        "cd tests && pytest models/test_lama.py",
        "1:31 R002 the repository has no 'tests/models/test_lama.py'; did you mean 'tests/models/test_llama.py'?"
    )]
    [InlineData(
        "pytest tests/models/test_llama.py::TestLoading::test_load",
        "1:26 R003 'tests/models/test_llama.py' has no 'test_load'; did you mean 'test_loads'?"
    )]
    [InlineData(
        "cd tests && pytest models modles",
        "1:31 R002 the repository has no 'tests/modles'; did you mean 'tests/models'?"
    )]
    [InlineData(
        "pip install -r requirements/cy.txt",
        "1:34 R001 the repository has no 'requirements/cy.txt'; did you mean 'requirements/ci.txt'?"
    )]
    [InlineData(
        "pytest tests/test_qwen3.py",
        "1:26 R002 the repository has no 'tests/test_qwen3.py'; did you mean 'tests/models/test_qwen3.py'?"
    )]
    [InlineData(
        "pytest --ignore=tests/models/test_lama.py tests/models",
        "1:26 R002 '--ignore' leaves out 'tests/models/test_lama.py', which the repository does not hold; did you mean "
            + "'tests/models/test_llama.py'?"
    )]
    [InlineData(
        "pytest tests/models || true",
        "1:42 J004 '|| true' makes the tests before it pass, whatever they find; remove it, or keep the status: '|| status=$?'"
    )]
    public void What_a_command_names_is_looked_up_from_where_it_runs(string command, string expected)
    {
        var found = Check($"steps:\n  - command: {command.Replace(": ", ":", StringComparison.Ordinal)}\n").ShouldHaveSingleItem();
        $"{found.Rule.Code} {found.Message}; {found.Fix}".ShouldBe(expected[(expected.IndexOf(' ') + 1)..]);
        found.Location.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("./build.sh --target=CheckResults --step-keys a,b", "[a, b]", null)]
    [InlineData(
        "./build.sh --target=CheckResults --step-keys=a,b",
        "[a]",
        "the outcome of 'b' is judged here, and the step does not wait for it"
    )]
    [InlineData(
        "./build.sh --target=CheckResults --step-keys \"a\"",
        "[a, b]",
        "the step waits for 'b', which may fail, and does not judge its outcome"
    )]
    public void Keys_that_CheckResults_judges_are_those_that_its_step_waits_for(string command, string needed, string? problem) =>
        CommandChecks.Of(
                PipelineFile
                    .Read(
                        new SourceFile(
                            "pipeline.yml",
                            $"steps:\n  - {{ key: a, command: make a, soft_fail: true }}\n  - {{ key: b, command: make b, soft_fail: true "
                                + $"}}\n  - command: {command}\n    depends_on: {needed}\n"
                        )
                    )
                    .Select(read => read.Value!),
                files: null
            )
            .Select(diagnostic => diagnostic.Message).ShouldBe(problem is null ? [] : [problem]);

    [Theory]
    [InlineData("curl -o get.sh https://example.org/get.sh && bash get.sh")]
    [InlineData("pytest tests/$MODEL/test_x.py tests/models/*.py tests/models/test_llama.py::test_loads[a-b]")]
    [InlineData("pytest tests/models --reporter modles; cd tests && pytest models other")]
    [InlineData("pytest -k 'not tests/none.py' -m slow tests/models --junitxml results/x.xml")]
    [InlineData("python3 build/generated.py; ./bazel-bin/tool --x; /opt/tool/run.sh; pytest /workspace/site/tests/test_basic.py")]
    [InlineData("echo $$(date) \"$$HOME\" && cd \"$$DIR\" && pytest models/test_none.py")]
    [InlineData("pytest tests/models 2>&1 | grep -v warning; make test || status=$?; docker compose up --build || true")]
    [InlineData("docker run image pytest -- --verbose; git commit -m 'a b' -- x; [ -f x ] || true")]
    public void What_cannot_be_known_is_left_alone(string command) =>
        Check($"steps:\n  - command: |\n      {command}\n").ShouldAllBe(found => found.Severity == Severity.Note);

    [Theory]
    [InlineData("for part in a b; do make $part; done", "write '$$part'")]
    [InlineData("count=3\n      head -n ${count} log", "write '$$count'")]
    [InlineData("read -r first < log; bash -c \"echo $first\"", "write '$$first'")]
    [InlineData("run() { local where=$$1; cd \"$where\"; }; run a", "write '$$where'")]
    [InlineData("export DEPTH=3; git fetch --depth $DEPTH", "write '$$DEPTH'")]
    public void A_variable_that_the_command_sets_is_not_left_to_the_upload(string command, string cure)
    {
        var found = Check($"steps:\n  - command: |\n      {command}\n").ShouldHaveSingleItem();
        (found.Rule.Code, found.Fix).ShouldBe(("J009", cure));
    }

    [Theory]
    [InlineData("for part in a b; do make $$part; done")]
    [InlineData("ROUND=${ROUND:-3}; make round-$ROUND")]
    [InlineData("export PATH=$PATH:/opt/tools; which $PATH")]
    [InlineData("export DEPTH=3; git fetch --depth ${DEPTH:-2}")]
    public void A_value_of_the_upload_may_be_handed_to_the_job(string command) =>
        Check($"steps:\n  - command: |\n      {command}\n").ShouldBeEmpty();

    [Theory]
    [InlineData(".buildkite/hooks/pre-command", 0)]
    [InlineData(".buildkite/scripts/other.sh", 1)]
    public void A_variable_that_a_hook_reads_need_not_be_handed_to_the_container(string reader, int expected)
    {
        var files = new MemoryFileTree(
            (".buildkite/scripts/run.sh", "#!/bin/bash\nset -e\ndocker run --rm -e BROWSER -e MODE -e SHARD image \"$@\"\n"),
            (reader, "if [ -n \"$WITH_CREDENTIALS\" ]; then echo yes; fi\n")
        );
        Check("steps: [{ command: .buildkite/scripts/run.sh make, env: { WITH_CREDENTIALS: '1' } }]", files)
            .Count(found => found.Rule.Code == "J007")
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("pytest tests/unit/test_llama.py", true)]
    [InlineData("pytest tests/unit/test_llama.py::TestLoading::test_loads", true)]
    [InlineData("pytest tests/unit/test_llama.py::test_scores", false)]
    public void A_path_is_mended_only_to_a_file_that_has_its_tests(string command, bool isMended) =>
        (Check($"steps:\n  - command: {command}\n").Single(found => found.Rule.Code == "R002").Edit is not null).ShouldBe(isMended);

    [Fact]
    public void Where_pipelines_are_uploaded_as_they_are_written_one_dollar_is_right() =>
        CommandChecks.Of(
                PipelineFile
                    .Read(new SourceFile("pipeline.yml", "steps: [{ command: 'for part in a b; do make $part; done' }]"))
                    .Select(read => read.Value!),
                new MemoryFileTree((".buildkite/hooks/post-checkout", "buildkite-agent pipeline upload --no-interpolation a.yml\n"))
            )
            .ShouldBeEmpty();

    [Theory]
    [InlineData("image=a; docker run \"$$imgae\" make", "Warning did you mean 'image'?")]
    [InlineData("make \"$$wanted\"", "Warning set it, or give it a default: '${wanted:-…}'")]
    [InlineData("make \"$$WANTED\"", "Note set it, or give it a default: '${WANTED:-…}'")]
    [InlineData("make \"$$BROWSER\"", null)]
    [InlineData("make \"$${wanted:-all}\"", null)]
    [InlineData("source ./settings; make \"$$wanted\"", null)]
    [InlineData("$$wanted = 3; make \"$$wanted\"", null)]
    [InlineData("curl -H \"$$REPORT_TOKEN\" \"$$BUILDKITE_BUILD_URL\" \"$$HOME\"", null)]
    [InlineData("if [ -n \"$$ROUND\" ]; then make \"$$ROUND\"; fi; [[ $$OTHER == a ]]", null)]
    [InlineData("wanted=a; bash -c \"make $$wanted\"", null)]
    public void A_variable_that_nothing_in_the_repository_sets_is_named(string command, string? expected) =>
        Check($"steps:\n  - command: |\n      {command}\n")
            .Select(found => $"{found.Severity} {found.Fix}")
            .ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void A_script_that_a_step_runs_is_read_too_where_its_lines_are()
    {
        var files = new MemoryFileTree(
            (".buildkite/scripts/suite.sh", "#!/bin/bash\nset -e\nif [ -n \"$1\" ]; then\n  pytest tests/test_a.pi\n"),
            ("tests/test_a.py", ""));
        Check("steps:\n  - command: bash .buildkite/scripts/suite.sh all\n", files).Select(diagnostic => $"{diagnostic}").ShouldBe(
        [
            ".buildkite/scripts/suite.sh:3:1: error J001: the 'if' that begins here has no 'fi'; add 'fi'",
        ]);
    }

    [Fact]
    public void A_continuation_that_yaml_folded_away_is_reported() =>
        Check("steps:\n  - command: >\n      pytest tests/models \\\n      --durations=10\n")
            .ShouldHaveSingleItem()
            .Rule.Code.ShouldBe("J002");

    [Theory]
    [InlineData(".buildkite/scripts/run_in_docker.sh\n        bash -c 'pytest tests/models'", "J002 3")]
    [InlineData("set -e\n      .buildkite/scripts/run_in_docker.sh\n        pytest tests/models\n      echo done", "J002 4")]
    [InlineData(".buildkite/scripts/run_in_docker.sh 'pytest tests/models'", "J003 3")]
    [InlineData(".buildkite/scripts/run_in_docker.sh \\\n        'bash tests/run.sh'", "J003 4")]
    [InlineData(".buildkite/scripts/run_in_docker.sh\n      echo done", null)]
    [InlineData(".buildkite/scripts/run_in_docker.sh pytest 'tests/models'", null)]
    [InlineData(".buildkite/scripts/judge.sh\n        echo a", null)]
    [InlineData(".buildkite/scripts/judge.sh 'a b'", null)]
    public void What_a_script_starts_in_a_container_is_its_arguments(string command, string? expected) =>
        Check($"steps:\n  - command: |\n      {command}\n")
            .Where(diagnostic => diagnostic.Rule.Code is "J002" or "J003")
            .Select(diagnostic => $"{diagnostic.Rule.Code} {diagnostic.Location.Line}")
            .ShouldBe(expected is null ? [] : [expected]);

    [Theory]
    [InlineData("python3 -m pytest -v \"$@\"", "R002")]
    [InlineData("exec pytest \"$@\"", "R002")]
    [InlineData("cd tests && pytest \"$@\"", null)]
    [InlineData("make \"$@\"", null)]
    [InlineData("for test in \"$@\"; do pytest \"$test\"; done", null)]
    public void Tests_that_a_script_hands_to_pytest_are_looked_up(string line, string? expected)
    {
        foreach (var start in new[] { "scripts/test.sh", "bash scripts/test.sh", "MODE=fast ./scripts/test.sh" })
            Codes(start).ShouldBe(expected is null ? [] : [expected], start);

        IEnumerable<string> Codes(string start) => CommandChecks
            .Of(
                [
                    PipelineDocument
                        .Read(new SourceFile("p.yml", $"steps:\n  - command: {start} tests/no_such_test.py::test_a\n"))
                        .Value!,
                ],
                new MemoryFileTree(("scripts/test.sh", $"#!/bin/bash\nset -e\n{line}\n"), ("tests/test_engine.py", "def test_a(): pass\n"))
            )
            .Select(diagnostic => diagnostic.Rule.Code);
    }

    [Theory]
    [InlineData("echo later", true)]
    [InlineData("run_in_docker.sh bash -c 'echo later'", true)]
    [InlineData("run_in_docker.sh bash -c 'set -e; echo later' || true", false)]
    [InlineData("run_in_docker.sh bash -c 'echo start && pytest tests'", false)]
    [InlineData("run_in_docker.sh bash -c 'echo start' tests", false)]
    public void A_command_that_only_prints_is_one_in_a_container_too(string command, bool prints) =>
        CommandChecks
            .OnlyPrints((CommandStep)PipelineDocument.Read(new SourceFile("p.yml", $"steps:\n  - command: |\n      {command}\n")).Value!.Steps[0])
            .ShouldBe(prints);

    [Theory]
    [InlineData("docker run image bash -ec 'pytest tests/models; echo done'")]
    [InlineData("docker run image bash -c 'set -e; pytest tests/models; echo done'")]
    [InlineData("docker run image bash -c 'pytest tests/models; s=$?; echo done; exit $$s'")]
    [InlineData("pytest tests/models; echo done")]
    [InlineData("docker run image bash -c 'pytest tests/models || exit 1; exit 3'")]
    public void A_status_that_somebody_looks_at_is_not_lost(string command) =>
        Check($"steps:\n  - command: |\n      {command}\n").ShouldBeEmpty();

    [Theory]
    [InlineData("pytest tests/modls/*.py tests/models/test_*.py")]
    [InlineData("pytest tests/models/test_[lq]*.py")]
    public void A_pattern_that_may_match_is_left_alone(string command) =>
        Check($"steps:\n  - command: {command}\n").ShouldBeEmpty();

    [Fact]
    public void A_pattern_that_matches_nothing_is_reported() =>
        Check("steps:\n  - command: pytest tests/models/tst_*.py\n").ShouldHaveSingleItem().ToString()
            .ShouldBe(
                "pipeline.yml:2:21: error R002: no file of the repository matches 'tests/models/tst_*.py', so the tests get the pattern "
                    + "itself; write a pattern that matches, or remove it"
            );

    [Fact]
    public void A_pipeline_that_a_script_uploads_from_a_here_document_is_checked_where_it_is()
    {
        var files = new MemoryFileTree(
            (
                ".buildkite/upload.sh",
                "#!/bin/bash\nset -e\ncat <<EOF | buildkite-agent pipeline upload\nsteps:\n  - label: \"$NAME\"\n    comand: make test\n   "
                    + " agents: { queue: $QUEUE }\nEOF\n"
            )
        );
        Check("steps:\n  - command: bash .buildkite/upload.sh\n", files).Select(diagnostic => $"{diagnostic}").ShouldBe(
        [
            ".buildkite/upload.sh:5:5: error P040: nothing tells what kind of step this is; did you mean 'command'?",
        ]);
    }

    [Fact]
    public void Lines_that_the_shell_puts_into_a_here_document_are_not_guessed()
    {
        var files = new MemoryFileTree(
            (".buildkite/upload.sh", "#!/bin/bash\nset -e\nbuildkite-agent pipeline upload <<EOF\nsteps:\n$STEPS\nEOF\n")
        );
        Check("steps:\n  - command: bash .buildkite/upload.sh\n", files).ShouldBeEmpty();
    }

    [Fact]
    public void A_script_of_another_language_is_not_read() =>
        Check("steps:\n  - command: ./run.sh\n", new MemoryFileTree(("run.sh", "#!/usr/bin/env fish\nif test -n x\nend\n")))
            .ShouldBeEmpty();

    private static ImmutableArray<Diagnostic> Check(string yaml, IFileTree? files = null) =>
        CommandChecks.Of(
            PipelineFile.Read(new SourceFile("pipeline.yml", yaml)).Select(read => read.Value).OfType<PipelineDocument>(),
            files ?? Repository
        );
}
