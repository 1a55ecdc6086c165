namespace Cake.Frosting;

/// <summary>Lets the build go on, and succeed, where this task throws; the report still shows it as failed.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class ContinueOnErrorAttribute : Attribute;
