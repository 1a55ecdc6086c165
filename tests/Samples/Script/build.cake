// A script build that uses the add-in and its module. On a laptop it works the same, only nobody is told.
#addin nuget:?package=Cake.Buildkite&version=0.1.0
#module nuget:?package=Cake.Buildkite.Module&version=0.1.0

var target = Argument("target", "Default");

Task("Version")
    .Description("Tells all jobs of the build its version")
    .WithCriteria(() => Buildkite.IsRunningOnBuildkite, "not on Buildkite")
    .Does(() => BuildkiteMetaDataSet("version", $"1.4.{Buildkite.Environment.Build.Number}"));

Task("Test")
    .IsDependentOn("Version")
    .Does(async () =>
{
    Warning("1 test is slow");
    if (!Buildkite.IsRunningOnBuildkite)
        return;

    using (BuildkiteLockHold("gpu"))
        Information("running alone");

    var rows = new[] { new BuildkiteMarkdown[] { "unit | fast", BuildkiteMarkdown.Bold("passed") } };
    var body = BuildkiteAnnotationBody.Empty.Heading("Tests").Table(new BuildkiteMarkdown[] { "Suite", "Result" }, rows);
    await BuildkiteAnnotationPostAsync(body, new BuildkiteAnnotateSettings { Context = "tests", Style = BuildkiteAnnotationStyle.Info }, default);
    Information("Channel: {0}", BuildkiteMetaDataGetOr("channel", "stable"));
});

Task("Keep")
    .WithCriteria(() => !BuildSystem.IsLocalBuildOutsideBuildkite(), "a local build")
    .Does(() =>
{
    BuildkiteArtifactUpload("logs/**");
    BuildkiteAnnotate("The logs are kept.", new BuildkiteAnnotateSettings { Context = "logs" });
    BuildkitePipelineUpload("deploy.yml");
});

// Each command as somebody types it first: it compiles, or the whole script does not.
Task("FirstLines")
    .WithCriteria(() => BuildSystem.IsRunningOnBuildkite(), "not on Buildkite")
    .Does(() =>
{
    BuildkiteArtifactUpload(new[] { "dist/**", "logs/**" });
    BuildkiteArtifactDownload("dist/app.zip");
    BuildkitePipelineUpload();
    BuildkitePipelineUpload(new FilePath[] { "a.yml", "b.yml" });
    BuildkiteEnvSet("DEPLOY_TO", "staging");
    BuildkiteEnvUnset("DEPLOY_TO");
    Information(BuildkiteSecretGet("API_KEY"));
    BuildkiteMetaDataSetAll(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
    BuildkiteMetaDataSetAll(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, new BuildkiteMetaDataSetBatchSettings { NothingIsSecret = true });
    Information(Buildkite.Environment.PullRequest.IsPullRequest);
});

// Sums up and fails, but has said so itself.
Task("FailTold")
    .Does(() =>
{
    BuildkiteAnnotate("2 of 12 tests failed", new BuildkiteAnnotateSettings { Context = "tests", Style = BuildkiteAnnotationStyle.Error });
    throw new Exception("2 of 12 tests failed");
});

Task("Fail")
    .IsDependentOn("Test")
    .Does(() => throw new Exception("2 of 12 tests failed"));

Task("Default")
    .IsDependentOn("Test")
    .Does(() =>
{
    if (Buildkite.IsRunningOnBuildkite)
        BuildkitePipelineUploadObject(new { steps = new[] { new { label = "Deploy", command = "make deploy" } } });
});

RunTarget(target);
