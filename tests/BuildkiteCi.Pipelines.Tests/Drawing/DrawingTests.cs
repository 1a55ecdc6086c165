using BuildkiteCi.Pipelines.Drawing;

namespace BuildkiteCi.Pipelines.Tests.Drawing;

public sealed class DrawingTests
{
    private const string Night = """
        steps:
          - { label: ":docker: Build the image", key: image, command: docker build ., agents: { queue: cpu_64_core } }
          - group: TPU v6e nightly Tests
            key: v6e
            depends_on: image
            steps:
              - { label: "Unit tests of \"Qwen\" <8B>", key: unit, command: pytest, agents: { queue: tpu_v6e_queue }, parallelism: 3 }
              - { label: Accuracy, depends_on: [{ step: unit, allow_failure: true }], command: lm_eval, if: build.branch == "main" }
          - { wait: ~, continue_on_failure: true }
          - { label: Publish, command: ./build.sh }
          - block: "Release #1?"
          - { trigger: deploy, depends_on: elsewhere }
        """;

    [Fact]
    public void A_tree_shows_groups_waits_queues_and_what_each_step_waits_for() => string.Join('\n', StepTree.Of(Read(Night))).ShouldBe("""
        p.yml: 6 steps, 7 jobs
        ├── Build the image  (key image; queue cpu_64_core)
        ├── TPU v6e nightly Tests  (key v6e; after image)
        │   ├── Unit tests of "Qwen" <8B>  (key unit; queue tpu_v6e_queue; 3 jobs)
        │   └── Accuracy  (if build.branch == "main"; after unit (may fail))
        ├── ── wait ──  (goes on after failures)
        ├── Publish
        ├── Release #1?  (block)
        └── trigger deploy  (trigger; after elsewhere)
        """);

    [Fact]
    public void On_a_narrow_terminal_what_belongs_to_a_step_is_below_it() =>
        string.Join('\n', StepTree.Of(Read(Night), width: 40))
            .ShouldBe(
                """
                p.yml: 6 steps, 7 jobs
                ├── Build the image
                │     key image
                │     queue cpu_64_core
                ├── TPU v6e nightly Tests
                │     key v6e
                │     after image
                │   ├── Unit tests of "Qwen" <8B>
                │   │     key unit
                │   │     queue tpu_v6e_queue
                │   │     3 jobs
                │   └── Accuracy
                │         if build.branch == "main"
                │         after unit (may fail)
                ├── ── wait ──  (goes on after failures)
                ├── Publish
                ├── Release #1?  (block)
                └── trigger deploy
                      trigger
                      after elsewhere
                """
            );

    [Fact]
    public void A_graph_has_an_arrow_for_each_dependency_and_for_what_a_wait_holds_back() => MermaidGraph.Of(Read(Night)).ShouldBe("""
        flowchart TD
          s1["Build the image<br>queue cpu_64_core"]
          subgraph s2["TPU v6e nightly Tests"]
            s3["Unit tests of #34;Qwen#34; #60;8B#62;<br>queue tpu_v6e_queue<br>3 jobs"]
            s4["Accuracy<br>if build.branch == #34;main#34;"]
          end
          s5{{"wait<br>goes on after failures"}}
          s6["Publish"]
          s7(["Release #35;1?<br>block"])
          s8[["trigger deploy<br>trigger"]]
          other4>"elsewhere"]
          s1 --> s2
          s3 -.-> s4
          s1 -.-> s5
          s2 -.-> s5
          s5 --> s6
          s6 --> s7
          other4 --> s8

        """);

    [Fact]
    public void A_step_without_a_label_shows_its_command() =>
        StepTree.Of(Read("steps: [{ command: [make, make test] }]")).Last().ShouldBe("└── make");

    private static PipelineDocument Read(string yaml) => PipelineDocument.Read(new SourceFile("p.yml", yaml)).Value!;
}
