using Build;
using Build.Options;
using Cake.Frosting;

if (HelpPage.IsAskedFor(args))
{
    Console.Out.Write(HelpPage.For(args));
    return 0;
}

return new CakeHost()
    .UseContext<BuildContext>()
    .UseSetup<OptionsSetup>()
    .Run(args);
