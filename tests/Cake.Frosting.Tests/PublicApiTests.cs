using PublicApiGenerator;

namespace Cake.Frosting.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_changes_only_where_it_is_meant_to() =>
        Golden.Matches(
            typeof(CakeHost).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n"),
            "PublicApi.approved.txt"
        );
}
