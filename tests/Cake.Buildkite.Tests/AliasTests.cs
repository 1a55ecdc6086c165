using System.Collections;
using System.Reflection;
using System.Xml.Linq;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;
using NSubstitute;

namespace Cake.Buildkite.Tests;

public sealed class AliasTests
{
    private static readonly MethodInfo[] Aliases =
    [
        .. typeof(BuildkiteAliases)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name != nameof(BuildkiteAliases.Buildkite)),
    ];

    [Fact]
    public void Every_method_of_the_agent_has_its_alias()
    {
        var methods =
            from part in typeof(BuildkiteAgent).GetProperties()
            from method in part.PropertyType.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where method.GetParameters().Any(parameter => typeof(BuildkiteAgentSettings).IsAssignableFrom(parameter.ParameterType))
            select $"{method.ReturnType} {string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType))}";
        var aliases = Aliases.Select(alias =>
            $"{alias.ReturnType} {string.Join(", ", alias.GetParameters().Skip(1).Select(parameter => parameter.ParameterType))}"
        );

        aliases.Order(StringComparer.Ordinal).ShouldBe(methods.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alias_has_what_scripts_and_Cakes_pages_need()
    {
        var docs = XDocument.Load(System.IO.Path.ChangeExtension(typeof(BuildkiteAliases).Assembly.Location, ".xml")).Descendants("member");
        foreach (var alias in Aliases)
        {
            alias.GetCustomAttribute<CakeMethodAliasAttribute>().ShouldNotBeNull(alias.Name);
            alias.GetCustomAttribute<CakeAliasCategoryAttribute>().ShouldNotBeNull(alias.Name);
            alias.GetCustomAttribute<CakeNamespaceImportAttribute>()!.Namespace.ShouldBe("Cake.Buildkite");
            var overloads = docs.Where(member =>
                    member
                        .Attribute("name")!
                        .Value.StartsWith($"M:{typeof(BuildkiteAliases).FullName}.{alias.Name}(", StringComparison.Ordinal)
                )
                .ToList();
            overloads.Count.ShouldBe(Aliases.Count(other => other.Name == alias.Name));
            foreach (var member in overloads)
            {
                var example = member.Element("example").ShouldNotBeNull(alias.Name).Value;
                example.ShouldContain($"{alias.Name}(");
                example.Contains("await ", StringComparison.Ordinal).ShouldBe(alias.Name.EndsWith("Async", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Every_alias_starts_its_own_command()
    {
        using var agent = new ScriptedAgent("record");
        using var folder = new TemporaryFolder();
        folder.Write("buildkite.yml", "steps: []");
        foreach (var alias in Aliases)
        {
            File.Delete(agent.File("calls"));
            var settings = SettingsOf(alias, agent);
            settings.WorkingDirectory = folder.Path;
            try
            {
                if (
                    alias.Invoke(null, [.. alias.GetParameters().Select(parameter => ValueFor(parameter.ParameterType, settings))])
                    is Task task
                )
                    await task;
            }
            catch (Exception exception)
                when (exception is BuildkiteAgentException or TargetInvocationException { InnerException: BuildkiteAgentException })
            {
                // The recording agent answers no JSON.
            }

            File.ReadAllText(agent.File("calls")).ShouldStartWith(settings.Command, customMessage: alias.Name);
        }
    }

    [Fact]
    public void One_build_has_one_agent()
    {
        var context = Context();

        context.Buildkite().Agent.ShouldBeSameAs(context.Buildkite().Agent);
        Context().Buildkite().Agent.ShouldNotBeSameAs(context.Buildkite().Agent);
    }

    private static BuildkiteAgentSettings SettingsOf(MethodInfo alias, ScriptedAgent agent)
    {
        var type = alias
            .GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Single(typeof(BuildkiteAgentSettings).IsAssignableFrom);
        var settings = agent.With((BuildkiteAgentSettings)Activator.CreateInstance(type)!);
        settings.AgentVersion = new(4, 0, 0);
        if (settings is BuildkiteMetaDataSetBatchSettings batch)
            batch.NothingIsSecret = true;
        return settings;
    }

    private static object ValueFor(Type type, BuildkiteAgentSettings settings) =>
        type == typeof(ICakeContext) ? Context()
        : type.IsInstanceOfType(settings) ? settings
        : type == typeof(CancellationToken) ? TestContext.Current.CancellationToken
        : type == typeof(string) ? "text"
        : type == typeof(int) ? 1
        : type == typeof(FilePath) ? new FilePath("file")
        : type == typeof(DirectoryPath) ? new DirectoryPath("folder")
        : type == typeof(BuildkiteAnnotationBody) ? BuildkiteAnnotationBody.Empty.Paragraph("text")
        : type == typeof(IReadOnlyList<string>) ? (string[])["one"]
        : type == typeof(IReadOnlyList<FilePath>) ? (FilePath[])["file"]
        : type == typeof(IReadOnlyDictionary<string, string>) ? new Dictionary<string, string> { ["one"] = "1", ["two"] = "2" }
        : new Hashtable();

    private static ICakeContext Context()
    {
        var context = Substitute.For<ICakeContext>();
        context.FileSystem.Returns(new FileSystem());
        context.Environment.WorkingDirectory.Returns(new DirectoryPath("/"));
        context.Tools.Returns(Substitute.For<IToolLocator>());
        context.Log.Returns(new NullLog());
        return context;
    }
}
