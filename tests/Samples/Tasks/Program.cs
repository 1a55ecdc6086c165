using Build;
using Cake.Frosting;
using Sample;

return new CakeHost()
    .UseBuildkiteCi<SampleContext>()
    .Run(args);
