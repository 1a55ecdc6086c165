namespace BuildkiteCi.Testing;

/// <summary>What must hold of an image before a stage runs in it: that it has the commit under test.</summary>
/// <param name="Name">What is checked, for people.</param>
/// <param name="Command">A command in the image that prints what it has.</param>
/// <param name="Variable">The job's variable that it must be; where that is not set, nothing is checked.</param>
public sealed record ImageCheck(string Name, string Command, string Variable);
