using System.Reflection;
using Cake.Frosting;
using FrostingDummy;

// A real Frosting build for tests: its tasks are its targets. With nullable annotations checked it compiles as it would against the
// published host, which has none: what may be null here must be allowed to be.
return new CakeHost()
    .AddAssembly(Assembly.GetAssembly(typeof(PassTask)))
    .UseCakeSetting("Dummy_Colour", Environment.GetEnvironmentVariable("DUMMY_COLOUR"))
    .UseLifetime<Lifetime>()
    .Run(args);
