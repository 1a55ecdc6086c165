using System.Net;
using System.Text;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests.Builds.Facts;

public sealed class GitHubLabelsTests : IDisposable
{
    private readonly HttpListener server = new();
    private readonly Uri address;

    public GitHubLabelsTests()
    {
        // A port that is free now; another process would have to take it within this line.
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        address = new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/");
        socket.Stop();
        server.Prefixes.Add(address.AbsoluteUri);
        server.Start();
    }

    public void Dispose() => server.Close();

    [Fact]
    public async Task Labels_are_asked_of_the_api_with_the_token_in_a_header()
    {
        var asked = AnswerAsync(HttpStatusCode.OK, """[{ "name": "ready" }, { "name": "not ready, yet" }]""");

        var labels = await new GitHubLabels("secret-token", address).OfAsync(
            new GitHubRepository("vllm-project", "tpu-inference"),
            7,
            Stopping
        );

        labels.ShouldBe(["ready", "not ready, yet"]);
        var request = await asked;
        request.Url!.AbsolutePath.ShouldEndWith("/repos/vllm-project/tpu-inference/issues/7/labels");
        request.Url.Query.ShouldNotContain("secret");
        request.Headers["Authorization"].ShouldBe("Token secret-token");
    }

    [Fact]
    public async Task An_answer_that_is_none_is_said_to_be_one()
    {
        var asked = AnswerAsync(HttpStatusCode.NotFound, """{ "message": "Not Found" }""");

        var failure = await Should.ThrowAsync<BuildException>(() =>
            new GitHubLabels(null, address).OfAsync(new GitHubRepository("a", "b"), 7, Stopping)
        );

        failure.Message.ShouldBe("GitHub does not answer as asked: repos/a/b/issues/7/labels was not found");
        await asked;
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private async Task<HttpListenerRequest> AnswerAsync(HttpStatusCode status, string json)
    {
        var context = await server.GetContextAsync();
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json), Stopping);
        context.Response.Close();
        return context.Request;
    }
}
