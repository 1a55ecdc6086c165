using PublicApiGenerator;

namespace Cake.Buildkite.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void A_change_to_what_others_can_call_is_seen_in_this_file() =>
        Golden.Check(
            "PublicApi.approved.txt",
            typeof(BuildkiteAgent)
                .Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
                .ReplaceLineEndings("\n") + "\n"
        );
}
