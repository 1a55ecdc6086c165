using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>One run of the host: what the command line asks for, done with the services of the build.</summary>
internal sealed class HostRun(IServiceProvider services, HostOptions options)
{
    /// <summary>Exit status where the command line cannot be obeyed; what a task throws gives 1, or what its <see cref="CakeException"/> says.</summary>
    private const int WrongUsage = 2;

    private readonly ICakeLog _log = services.GetRequiredService<ICakeLog>();
    private readonly IConsole _console = services.GetRequiredService<IConsole>();

    public async Task<int> ExecuteAsync()
    {
        try
        {
            switch (options.Mode)
            {
                case HostMode.Help:
                    foreach (var line in HelpText.For(Graph().Tasks)) _console.WriteLine(line);
                    return 0;
                case HostMode.Version:
                    services.GetRequiredService<ICakeVersionFeature>().Run(_console);
                    return 0;
                case HostMode.Info:
                    services.GetRequiredService<ICakeInfoFeature>().Run(_console);
                    return 0;
                default:
                    return Refuse(options.Problems) ?? await RunTargetsAsync();
            }
        }
        catch (Exception exception)
        {
            // The engine wraps what was thrown to carry the report along, which the script host has printed by now.
            return _log.LogException(exception is CakeReportException { InnerException: { } cause } ? cause : exception);
        }
    }

    private async Task<int> RunTargetsAsync()
    {
        EnterWorkingFolder();
        _log.Verbosity = services.GetRequiredService<ICakeConfiguration>().GetVerbosity(options.Verbosity);

        var graph = Graph();
        if (graph.Problems.Count > 0) throw new FrostingException(Lines(graph.Problems));

        var runs = options.Mode is HostMode.Run or HostMode.DryRun;
        if (runs && Refuse([.. TargetCheck.Unknown(options.Targets, graph)]) is { } refused) return refused;
        var host = ScriptHost(graph);
        if (options.Exclusive) host.Settings.UseExclusiveTarget();
        if (options.Mode == HostMode.Run) InstallTools();
        await (options.Targets is [var target] ? host.RunTargetAsync(target) : host.RunTargetsAsync(options.Targets));
        return 0;
    }

    private TaskGraph Graph() => new(services.GetServices<IFrostingTask>());

    private int? Refuse(IReadOnlyCollection<string> problems)
    {
        foreach (var problem in problems) _log.Error("Error: {0}", problem);
        return problems.Count > 0 ? WrongUsage : null;
    }

    private void EnterWorkingFolder()
    {
        var chosen = options.WorkingDirectory is { } folder ? new DirectoryPath(folder) : services.GetService<WorkingFolder>()?.Path;
        if (chosen is null) return;
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var absolute = chosen.MakeAbsolute(environment);
        if (!services.GetRequiredService<IFileSystem>().Exist(absolute))
            throw new CakeException(WrongUsage, $"The working directory '{absolute}' does not exist; choose another with --working=<PATH>");
        environment.WorkingDirectory = absolute;
    }

    private void InstallTools()
    {
        foreach (var tool in services.GetServices<PackageReference>()) services.GetRequiredService<IToolInstaller>().Install(tool);
    }

    private ScriptHost ScriptHost(TaskGraph graph)
    {
        var engine = services.GetRequiredService<ICakeEngine>();
        engine.Register(graph);
        if (options.Mode == HostMode.Tree) return new TreeScriptHost(engine, services.GetRequiredService<ICakeContext>(), _console);
        if (options.Mode == HostMode.Description)
            return new DescriptionScriptHost(engine, services.GetRequiredService<ICakeContext>(), services.GetRequiredService<IAnsiConsole>());

        // Only now: a build's context may refuse arguments that a look at the tasks does not need.
        var context = services.GetRequiredService<IFrostingContext>();
        CheckContext(graph, context.GetType());
        engine.RegisterLifetimes(services, context);
        if (options.Mode == HostMode.DryRun) return new DryRunScriptHost<IFrostingContext>(engine, context, _log);
        return new BuildScriptHost<IFrostingContext>(
            engine,
            services.GetRequiredService<IExecutionStrategy>(),
            context,
            services.GetRequiredService<ICakeReportPrinter>(),
            services.GetRequiredService<ICakeConfiguration>(),
            _log);
    }

    private static void CheckContext(TaskGraph graph, Type actual)
    {
        var problems = graph.Tasks.Where(task => task.ContextType?.IsAssignableFrom(actual) == false)
            .Select(task => ContextOfType.Mismatch($"Task '{task.Name}'", task.ContextType!, actual)).ToList();
        if (problems.Count > 0) throw new FrostingException(Lines(problems));
    }

    private static string Lines(IReadOnlyList<string> problems) =>
        problems.Count == 1 ? problems[0] : $"The build has {problems.Count} faults:{string.Concat(problems.Select(problem => $"\n  {problem}"))}";
}
