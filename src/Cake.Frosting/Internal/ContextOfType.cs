using Cake.Core;

namespace Cake.Frosting.Internal;

internal static class ContextOfType
{
    /// <summary>The build's context as <paramref name="user"/> wants it; names the two types that disagree where it is another
    /// one.</summary>
    public static T As<T>(this ICakeContext context, object user)
        where T : ICakeContext =>
        context is T wanted ? wanted : throw new FrostingException(Mismatch(user.GetType().ToString(), typeof(T), context.GetType()));

    public static string Mismatch(string user, Type wanted, Type actual) =>
        $"{user} needs a context of type '{wanted}', but the context of this build is a '{actual}'; call UseContext<{wanted.Name}>() on "
            + "the host";
}
