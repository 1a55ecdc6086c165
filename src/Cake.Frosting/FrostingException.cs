namespace Cake.Frosting;

/// <summary>The build is put together wrongly: a dependency that is no task, a context of another type, a circle of tasks.</summary>
public sealed class FrostingException : Exception
{
    /// <param name="message">What is wrong, where, and what to do.</param>
    public FrostingException(string? message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public FrostingException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
