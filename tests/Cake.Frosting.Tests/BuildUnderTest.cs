using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Cake.Core;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Cake.Frosting.Tests;

/// <summary>
/// A build of the tasks named, run through the public host with everything it writes captured. It works in a folder of its own,
/// which is not the process's, and sees no environment variables but those given.
/// </summary>
internal sealed partial class BuildUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Journal _journal = new();
    private readonly CapturedConsole _console = new();
    private readonly TestConsole _ansiConsole = new TestConsole().Width(100);
    private readonly CakeHost _host = new();

    private BuildUnderTest(IEnumerable<Type> tasks)
    {
        Environment.WorkingDirectory = _folder.Path;
        Environment.Platform.Returns(new CakePlatform());
        Environment.Runtime.Returns(new CakeRuntime());
        _host.UseContext<JournalContext>().ConfigureServices(services =>
        {
            services.AddSingleton(_journal);
            services.AddSingleton<IConsole>(_console);
            services.AddSingleton<IAnsiConsole>(_ansiConsole);
            services.AddSingleton(Environment);
            foreach (var task in tasks) services.AddSingleton(typeof(IFrostingTask), task);
        });
    }

    public ICakeEnvironment Environment { get; } = Substitute.For<ICakeEnvironment>();

    public string Folder => _folder.Path;

    public static BuildUnderTest Of(params Type[] tasks) => new(tasks);

    public static BuildUnderTest Of<T>() => Of(typeof(T));

    public static BuildUnderTest Of<T1, T2>() => Of(typeof(T1), typeof(T2));

    public static BuildUnderTest Of<T1, T2, T3>() => Of(typeof(T1), typeof(T2), typeof(T3));

    public BuildUnderTest With(Action<CakeHost> configure)
    {
        configure(_host);
        return this;
    }

    public Ran Run(params string[] arguments)
    {
        var exitStatus = _host.Run(arguments);
        var ran = new Ran(
            exitStatus,
            [.. _journal.Lines],
            WithoutTimes(_console.Output + _ansiConsole.Output),
            _console.Error.ReplaceLineEndings("\n")
        );
        Dispose();
        return ran;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder.Path)) _folder.Dispose();
        _ansiConsole.Dispose();
    }

    private static string WithoutTimes(string output) => Time().Replace(output.ReplaceLineEndings("\n"), "00:00:00.0000000");

    [GeneratedRegex(@"\d\d:\d\d:\d\d\.\d{7}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    /// <param name="Output">Without the times, which differ from run to run.</param>
    internal sealed record Ran(int ExitStatus, ImmutableArray<string> Journal, string Output, string Error);
}
