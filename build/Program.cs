using Build;
using Build.Options;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Agent;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

// The buildkite-agent of locally run jobs is this program, too: it is asked often, so it starts nothing of the build.
if (args is [AgentStandIn.Word, .. var words]) return await AgentStandIn.RunAsync([.. words], CancellationToken.None);

// "buildkiteci adopt" is "--target=Adopt": the program alone has no script in front of it that would be typed.
args = PairedOption.Joined(CommandWord.AsTarget(args));
if (TargetName.WhatIsWrong(args) is { } noTarget)
{
    Console.Error.WriteLine(VisibleText.Lines($"Error: {noTarget}"));
    return 2;
}

if (HelpPage.IsAskedFor(args))
{
    Console.Out.Write(HelpPage.For(args, HelpPage.Settings(args), HelpPage.TerminalWidth));
    return 0;
}

var phases = StartPhases.Of(args);
using var interruption = new Interruption();
var status = new ExitStatus(interruption);
var host = new CakeHost()
    .UseBuildkiteCi()
    .ConfigureServices(services => services.AddSingleton(interruption).AddSingleton(status))
    // A build has hundreds of these jobs. CheckResults lists the failed ones, and those have annotations of their own with more to show.
    .UseCakeSetting("Buildkite_Annotation", OwnAnnotations.Has(args) ? "never" : "failure");
if (OwnOutput.IsWanted(args, onBuildkite: Environment.GetEnvironmentVariable("BUILDKITE") == "true"))
{
    host.ConfigureServices(services =>
        services
            .AddSingleton<ICakeReportPrinter, OwnOutput>()
            .AddSingleton<ICakeLog>(provider => new OwnLog(
                new CakeBuildLog(provider.GetRequiredService<IConsole>()),
                provider.GetRequiredService<IConsole>()
            ))
    );
}

var ended = status.Of(host.Run(args));
phases?.Write(Console.Out, BuildContext.OwnRepository());
return ended;
