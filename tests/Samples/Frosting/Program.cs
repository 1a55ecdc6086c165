using Cake.Buildkite;
using Cake.Frosting;

return new CakeHost()
    .UseModule<BuildkiteModule>()
    .Run(args);
