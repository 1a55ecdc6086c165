using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Answers block and input steps.</summary>
public interface IQuestions
{
    /// <summary>The answer as far as it was given beforehand, without asking anybody.</summary>
    StepAnswer Given(RunStep step);

    /// <summary>Asks for the answer to a step; called only while nothing else of the build can go on.</summary>
    Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken);
}
