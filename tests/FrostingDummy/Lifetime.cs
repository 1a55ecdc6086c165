using Cake.Core;
using Cake.Frosting;

namespace FrostingDummy;

public sealed class Lifetime : FrostingLifetime
{
    public override void Setup(ICakeContext context, ISetupContext info) => Console.WriteLine("setup");

    public override void Teardown(ICakeContext context, ITeardownContext info) =>
        Console.WriteLine($"teardown, {(info.Successful ? "good" : info.ThrownException.Message)}");
}
