using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>Hands the tasks of a build to Cake's engine.</summary>
internal static class EngineTasks
{
    public static void RegisterToRun(this ICakeEngine engine, TaskGraph graph)
    {
        foreach (var task in graph.Tasks) engine.Register(task, graph.Before(task)).Work(task);
    }

    /// <summary>Names, descriptions, order and criteria alone: of such tasks the engine can run none, whatever it is asked.</summary>
    public static void RegisterToShow(this ICakeEngine engine, TaskGraph graph)
    {
        foreach (var task in graph.Tasks) engine.Register(task, graph.Before(task));
    }

    private static CakeTaskBuilder Register(this ICakeEngine engine, TaskDefinition definition, IEnumerable<TaskDefinition> before)
    {
        var builder = engine.RegisterTask(definition.Name);
        if (definition.Description.Length > 0) builder.Description(definition.Description);
        foreach (var first in before) builder.IsDependentOn(first.Name);
        if (definition.HasCriterion) builder.WithCriteria(definition.Task.ShouldRun, definition.Task.SkippedMessage);
        return builder;
    }

    private static void Work(this CakeTaskBuilder builder, TaskDefinition definition)
    {
        var task = definition.Task;
        if (definition.HasWork) builder.Does(task.RunAsync);
        if (definition.HandlesErrors) builder.OnError(task.OnError);
        else if (definition.ContinuesOnError) builder.ContinueOnError();
        if (definition.HasFinally) builder.Finally(task.Finally);
    }
}
