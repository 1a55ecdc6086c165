using System.Collections.Immutable;
using BuildkiteCi.Adopting.Detecting;
using BuildkiteCi.Adopting.Observing;
using BuildkiteCi.Adopting.Writing;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Core;
using TestSupport;

namespace BuildkiteCi.Adopting.Tests;

/// <summary>Catalogues with folders, categories and stages of their own.</summary>
public sealed class CatalogueDetectionTests
{
    private const string Model =
        "steps:\n  - { key: \"${TPU_VERSION:-tpu6e}_acme_m_UnitTest\", command: pytest, env: { CI_TARGET: acme/m, CI_STAGE: UnitTest, "
            + "CI_CATEGORY: text-only } }\n";

    private const string Serving = """
        steps:
          - { key: "${TPU_VERSION:-tpu6e}_chunked_prefill_Smoke", command: pytest, env: { CI_TARGET: chunked prefill, CI_STAGE: Smoke/Test, CI_CATEGORY: serving matrix } }
          - { key: "${TPU_VERSION:-tpu6e}_chunked_prefill_Load", command: pytest, env: { CI_TARGET: chunked prefill, CI_STAGE: Load, CI_CATEGORY: serving matrix } }
        """;

    private static readonly MemoryFileTree Files = new(
        (".buildkite/scripts/bootstrap.sh", "buildkite-agent pipeline upload x\n"),
        (".buildkite/models/acme_m.yml", Model),
        (".buildkite/serving/prefill.yml", Serving),
        (".buildkite/excluded/old.yml", Model.Replace("acme/m", "acme/old", StringComparison.Ordinal)));

    [Fact]
    public void A_folder_whose_subjects_a_build_tests_is_written_with_its_categories_and_stages()
    {
        var detected = Detect(Nightly(Model), Nightly(Serving));
        var settings = AdoptionPlan
            .Make(Files, detected, BootstrapScripts.Find(Files), "", new AdoptionSettings("1.2.3"))
            .Files.Single(file => file.Path == CiSettings.Path)
            .After!;

        settings.ShouldContain("""
              serving:                                                                # .buildkite/serving/prefill.yml
                kind: feature
                categories: ["serving matrix"]
                stages:
                  - { name: Smoke/Test, key: Smoke }
                  - { name: Load }

            implementations:
              auto: [models, serving]
            """);
        // The file shows what was meant, and no folder that builds leave out is in it.
        var folders = CiSettings.Read(new MemoryFileTree((CiSettings.Path, settings))).Value!.Folders;
        folders.Select(folder => folder.Name).ShouldBe(["models", "serving"]);
        folders[1].Stages.ShouldBe([new Stage("Smoke/Test", "Smoke", "Smoke/Test"), new Stage("Load", "Load", "Load")]);
    }

    [Fact]
    public void Where_the_built_in_folders_fit_nothing_is_written() => Detect(Nightly(Model)).Catalogue.Folders.ShouldBeEmpty();

    [Fact]
    public void A_stage_that_few_subjects_of_a_folder_have_is_a_mistake_and_no_stage_of_the_folder()
    {
        var files = new MemoryFileTree(
        [
            (".buildkite/scripts/bootstrap.sh", "buildkite-agent pipeline upload x\n"),
            .. ((string[])["a", "b", "c"]).Select(name =>
                (
                    $".buildkite/models/acme_{name}.yml",
                    Model
                        .Replace("acme/m", $"acme/{name}", StringComparison.Ordinal)
                        .Replace("UnitTest,", name == "c" ? "UnitTests," : "UnitTest,", StringComparison.Ordinal)
                )
            ),
        ]);

        Detect(files, [.. files.List(".buildkite/models").Select(path => Nightly(files.Read(path)!))]).Catalogue.Folders.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_build_that_was_observed_other_folders_are_asked_about() =>
        Detect()
            .Questions.Select(question => question.ToString())
            .ShouldContain(
                ".buildkite/serving/prefill.yml: the folder 'serving' holds subjects and is not part of the built-in catalogue; do builds "
                    + "test them? Then list it below 'catalogue'"
            );

    private static DetectedCi Detect(params ObservedUpload[] uploads) => Detect(Files, uploads);

    private static DetectedCi Detect(MemoryFileTree files, ObservedUpload[] uploads)
    {
        var scripts = BootstrapScripts.Find(files);
        ImmutableArray<ObservedBuild> builds =
            uploads.Length == 0
                ? []
                :
                [
                    new ObservedBuild(new ObservedScenario("nightly", scripts.Main!) { Occasion = BuildKind.Nightly.Name }, 0)
                    {
                        Uploads = [.. uploads],
                    },
                ];
        return CiDetection.Of(files, scripts, ScriptText.Read(files), builds);
    }

    private static ObservedUpload Nightly(string text) =>
        new(text, ImmutableDictionary<string, string>.Empty.Add("TPU_VERSION", "tpu6e")) { UploadedBy = "upload the catalogue" };
}
