using System.Collections.Concurrent;
using BuildkiteCi.Machine;
using BuildkiteCi.Matrices.Publishing;

namespace BuildkiteCi.Matrices.Tests.Publishing;

public sealed class GitTokenTests
{
    private const string Token = "ghp_0123456789secret";

    private static readonly PublishRequest Request = new("main", "[skip ci] Update", [new FileChange.Write("a.csv", "x\n")])
    {
        Token = Token,
        FirstPause = TimeSpan.Zero,
    };

    [Fact]
    public async Task The_remote_gets_the_token_and_nobody_else_does()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("git http-backend is not here");
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.Bare, "config", "http.receivepack", "true");
        await using var server = new GitHttpServer(Path.GetDirectoryName(remote.Bare)!, Token);
        await remote.GitAsync(remote.WorkingCopy, "remote", "set-url", "origin", $"{server.Address}remote.git");
        var processes = new Recording(remote.WorkingCopy);
        var scratch = remote.Scratch();

        var published = await new GitPublisher(processes, TimeProvider.System).PublishAsync(
            remote.WorkingCopy,
            scratch,
            Request,
            Agreed,
            TestContext.Current.CancellationToken
        );

        published.Value!.Commit.ShouldNotBeNull();
        (await remote.FileAsync("a.csv")).ShouldBe("x\n");
        processes.Commands.SelectMany(command => command.Arguments).ShouldAllBe(argument => !argument.Contains(Token));
        processes.Commands.ShouldAllBe(command => command.Input == null || !command.Input.Contains(Token));
        server.Asked.ShouldAllBe(address => !address.Contains(Token));
        foreach (var file in Directory.GetFiles(scratch, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(Token, Case.Sensitive, file);
    }

    [Fact]
    public async Task A_wrong_token_is_an_error_at_once_and_is_not_told()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("git http-backend is not here");
        using var remote = await GitRemote.CreateAsync();
        await using var server = new GitHttpServer(Path.GetDirectoryName(remote.Bare)!, "another");
        await remote.GitAsync(remote.WorkingCopy, "remote", "set-url", "origin", $"{server.Address}remote.git");

        var refusal = await Should.ThrowAsync<PublishException>(() =>
            new GitPublisher(new ProcessRunner(remote.WorkingCopy, TimeProvider.System), TimeProvider.System).PublishAsync(
                remote.WorkingCopy,
                remote.Scratch(),
                Request with
                {
                    FirstPause = TimeSpan.FromHours(1),
                },
                Agreed,
                TestContext.Current.CancellationToken
            )
        );

        refusal.Message.ShouldContain("Authentication failed");
        refusal.Message.ShouldNotContain(Token);
    }

    [Fact]
    public async Task A_hook_that_repeats_the_token_does_not_bring_it_into_the_message()
    {
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.Bare, "config", "http.receivepack", "true");
        remote.Script("remote.git/hooks/pre-receive", $"#!/bin/sh\necho 'you said {Token}' >&2\nexit 1\n");
        await using var server = new GitHttpServer(Path.GetDirectoryName(remote.Bare)!, Token);
        await remote.GitAsync(remote.WorkingCopy, "remote", "set-url", "origin", $"{server.Address}remote.git");

        var refusal = await Should.ThrowAsync<PublishException>(() =>
            new GitPublisher(new ProcessRunner(remote.WorkingCopy, TimeProvider.System), TimeProvider.System).PublishAsync(
                remote.WorkingCopy,
                remote.Scratch(),
                Request with
                {
                    Tries = 1,
                },
                Agreed,
                TestContext.Current.CancellationToken
            )
        );

        refusal.Message.ShouldContain("you said [REDACTED]");
    }

    [Theory]
    [InlineData("x-access-token:TOKEN@")]
    [InlineData("x-access-token:%67hp_0123456789secret@")]
    public async Task User_and_password_in_a_remotes_address_are_on_no_command_line_and_in_no_file(string login)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("git http-backend is not here");
        using var remote = await GitRemote.CreateAsync();
        await remote.GitAsync(remote.Bare, "config", "http.receivepack", "true");
        await using var server = new GitHttpServer(Path.GetDirectoryName(remote.Bare)!, Token);
        var address = $"{server.Address}remote.git";
        await remote.GitAsync(
            remote.WorkingCopy,
            "remote",
            "set-url",
            "origin",
            address.Replace("//", $"//{login.Replace("TOKEN", Token)}", StringComparison.Ordinal)
        );
        var processes = new Recording(remote.WorkingCopy);
        var scratch = remote.Scratch();
        var shown = new List<string>();

        var published = await new GitPublisher(processes, TimeProvider.System).PublishAsync(
            remote.WorkingCopy,
            scratch,
            Request with
            {
                Token = null,
            },
            (plan, _) =>
            {
                shown.Add(plan.Remote);
                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken
        );

        published.Value!.Commit.ShouldNotBeNull();
        shown.ShouldBe([address]);
        processes.Commands.SelectMany(command => command.Arguments).ShouldAllBe(argument => !argument.Contains("hp_0123456789secret"));
        foreach (var file in Directory.GetFiles(scratch, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain("hp_0123456789secret", Case.Sensitive, file);
    }

    private static Task<bool> Agreed(PublicationPlan plan, CancellationToken cancellationToken) => Task.FromResult(true);

    private sealed class Recording(string folder) : IProcessRunner
    {
        private readonly ProcessRunner processes = new(folder, TimeProvider.System);

        public ConcurrentQueue<CommandLine> Commands { get; } = [];

        public Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken)
        {
            Commands.Enqueue(command);
            return processes.RunAsync(command, onLine, cancellationToken);
        }
    }
}
