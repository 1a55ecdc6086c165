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
    /// <summary>Exit status where the command line cannot be obeyed; what a task throws gives 1, or the status of its
    /// <see cref="CakeException"/>.</summary>
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
            return Fail(exception);
        }
    }

    private async Task<int> RunTargetsAsync()
    {
        EnterWorkingFolder();
        _log.Verbosity = services.GetRequiredService<ICakeConfiguration>().GetVerbosity(options.Verbosity);

        var all = Graph();
        if (Refuse(all) is { } faulty) return faulty;
        if (Refuse([.. UnknownTargets(all)]) is { } refused) return refused;
        var graph = ForContext(all);
        if (Refuse(graph) is { } incomplete) return incomplete;
        if (Refuse([.. UnknownTargets(graph)]) is { } skipped) return skipped;

        var host = ScriptHost(graph);
        if (options.Exclusive) host.Settings.UseExclusiveTarget();
        try
        {
            await (options.Targets is [var target] ? host.RunTargetAsync(target) : host.RunTargetsAsync(options.Targets));
            return 0;
        }
        catch (Exception exception) when (Interruption.Name is not null)
        {
            return Interruption.StatusOf(Fail(exception));
        }
    }

    private Interruption Interruption => services.GetRequiredService<Interruption>();

    private bool RunsTasks => options.Mode is HostMode.Run or HostMode.DryRun;

    private IEnumerable<string> UnknownTargets(TaskGraph graph) => RunsTasks ? TargetCheck.Unknown(options.Targets, graph) : [];

    private TaskGraph Graph(Type? context = null) => new(services.GetServices<IFrostingTask>(), context);

    /// <summary>Without the tasks that were written for another context. A look at the tasks needs no context, which may refuse the
    /// arguments.</summary>
    private TaskGraph ForContext(TaskGraph all)
    {
        if (!RunsTasks) return all;
        var graph = Graph(services.GetRequiredService<IFrostingContext>().GetType());
        foreach (var reason in graph.LeftOut) _log.Warning("{0}", $"{reason}; it is left out");
        return graph;
    }

    private int? Refuse(TaskGraph graph)
    {
        switch (graph.Problems)
        {
            case []:
                return null;
            case [var problem]:
                _log.Error("Error: {0}", problem.What);
                if (problem.More is { } more) _log.Error("{0}", more);
                return 1;
            case var several:
                _log.Error("Error: {0}", $"The build has {several.Count} faults:{string.Concat(several.Select(one => $"\n  {one}"))}");
                return 1;
        }
    }

    // The engine wraps what was thrown to carry the report along, which the script host has printed by now.
    private int Fail(Exception exception) =>
        _log.LogException(exception is CakeReportException { InnerException: { } cause } ? cause : exception);

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

    /// <summary>
    /// What does the mode's work. Only where tasks run does the engine get anything of theirs that does something, the lifetimes or the
    /// tools: whatever a dry run or a tree asks of it, there is nothing to run.
    /// </summary>
    private ScriptHost ScriptHost(TaskGraph graph)
    {
        var engine = services.GetRequiredService<ICakeEngine>();
        if (options.Mode == HostMode.Run) return BuildScriptHost(engine, graph);

        engine.RegisterToShow(graph);
        return options.Mode switch
        {
            HostMode.DryRun => services.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            HostMode.Tree => services.GetRequiredService<TreeScriptHost>(),
            HostMode.Description => services.GetRequiredService<DescriptionScriptHost>(),
            _ => throw new InvalidOperationException($"{options.Mode} has no use for tasks"),
        };
    }

    private BuildScriptHost<IFrostingContext> BuildScriptHost(ICakeEngine engine, TaskGraph graph)
    {
        var context = services.GetRequiredService<IFrostingContext>();
        engine.RegisterToRun(graph);
        engine.RegisterLifetimes(services, context);
        InstallTools();
        if (!Interruption.IsAskedFor) return services.GetRequiredService<BuildScriptHost<IFrostingContext>>();

        Interruption.Watch();
        return new BuildScriptHost<IFrostingContext>(
            engine,
            new InterruptibleStrategy(services.GetRequiredService<IExecutionStrategy>(), Interruption),
            context,
            services.GetRequiredService<ICakeReportPrinter>(),
            services.GetRequiredService<ICakeConfiguration>(),
            _log);
    }
}
