using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Composition;
using Cake.Core.Diagnostics;

[assembly: CakeModule(typeof(Cake.Buildkite.BuildkiteModule))]

namespace Cake.Buildkite;

/// <summary>
/// Makes a build's output fit Buildkite: each task is a log group, a failing task's group is open, warnings and errors stand out, and an
/// annotation sums a failed build up. Where the build does not run on Buildkite the module does nothing.
/// </summary>
/// <remarks>
/// In Frosting: <c>UseModule&lt;BuildkiteModule&gt;()</c>; in scripts: <c>#module nuget:?package=Cake.Buildkite.Module</c>. Cake's
/// configuration value <c>Buildkite_Annotation</c> (variable <c>CAKE_BUILDKITE_ANNOTATION</c>) sets when the annotation is made:
/// <c>failure</c>, which is the
/// default,
/// <c>always</c> or <c>never</c>.
/// </remarks>
public sealed class BuildkiteModule : ICakeModule
{
    private readonly Func<string, string?> variable;

    /// <summary>A module that looks at the process's environment.</summary>
    public BuildkiteModule()
        : this(Environment.GetEnvironmentVariable)
    {
    }

    internal BuildkiteModule(Func<string, string?> variable) => this.variable = variable;

    /// <inheritdoc/>
    public void Register(ICakeContainerRegistrar registrar)
    {
        ArgumentNullException.ThrowIfNull(registrar);
        if (!string.Equals(variable("BUILDKITE"), "true", StringComparison.OrdinalIgnoreCase))
            return;

        registrar.RegisterType(typeof(AnnotationCount)).AsSelf().Singleton();
        registrar.RegisterType(typeof(LogGroups)).AsSelf().Singleton();
        registrar.RegisterType(typeof(ModuleAgent)).AsSelf().Singleton();
        registrar.RegisterType(typeof(SummaryAnnotation)).AsSelf().Singleton();
        registrar.RegisterType(typeof(BuildkiteLog)).As(typeof(ICakeLog)).Singleton();
        registrar.RegisterType(typeof(BuildkiteReportPrinter)).As(typeof(ICakeReportPrinter)).Singleton();
    }
}
