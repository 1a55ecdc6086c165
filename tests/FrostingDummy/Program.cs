using Cake.Frosting;
using FrostingDummy;

// A real Frosting build for tests: its tasks are its targets.
return new CakeHost()
    .UseLifetime<Lifetime>()
    .Run(args);
