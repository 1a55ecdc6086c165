using Build;
using Build.Options;
using Build.Reporting;
using Cake.Buildkite;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

if (HelpPage.IsAskedFor(args))
{
    Console.Out.Write(HelpPage.For(args));
    return 0;
}

var host = new CakeHost()
    .UseContext<BuildContext>()
    .UseSetup<OptionsSetup>()
    .UseModule<BuildkiteModule>()
    // A build has hundreds of these jobs: only one that failed has something to say on the build's page.
    .UseCakeSetting("Buildkite_Annotation", "failure");
if (!MachineOutput.IsAskedFor(args)) return host.Run(args);
return host
    .ConfigureServices(services => services.AddSingleton<ICakeReportPrinter, MachineOutput>())
    .Run(MachineOutput.Quiet(args));
