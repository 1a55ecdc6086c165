using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>A build's services, named in a class instead of in <c>Program</c>.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds to, or replaces, the services of the host; what is added last wins.</summary>
    void Configure(IServiceCollection services);
}
