using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>Hands the tasks of a build to Cake's engine.</summary>
internal static class EngineTasks
{
    public static void Register(this ICakeEngine engine, TaskGraph graph)
    {
        foreach (var task in graph.Tasks) engine.Register(task, graph.Before(task));
    }

    private static void Register(this ICakeEngine engine, TaskDefinition definition, IEnumerable<TaskDefinition> before)
    {
        var task = definition.Task;
        var builder = engine.RegisterTask(definition.Name);
        if (definition.Description.Length > 0) builder.Description(definition.Description);
        foreach (var first in before) builder.IsDependentOn(first.Name);
        if (definition.HasCriterion) builder.WithCriteria(task.ShouldRun, task.SkippedMessage);
        if (definition.HasWork) builder.Does(task.RunAsync);
        if (definition.HandlesErrors) builder.OnError(task.OnError);
        else if (definition.ContinuesOnError) builder.ContinueOnError();
        if (definition.HasFinally) builder.Finally(task.Finally);
    }
}
