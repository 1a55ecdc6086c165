namespace Cake.Buildkite;

/// <summary>Why a call of the agent came to nothing, as far as exit status and message tell.</summary>
public enum BuildkiteAgentFault
{
    /// <summary>The agent failed and its message fits none of the other cases.</summary>
    Failed,

    /// <summary>The call was not made: a value breaks a limit or a format that Buildkite is known to have.</summary>
    Limit,

    /// <summary>The agent's program was not found or could not be started.</summary>
    NotStarted,

    /// <summary>The agent does not know the command or one of its flags.</summary>
    Usage,

    /// <summary>Buildkite answered 404: no such key, step, build or artifact.</summary>
    NotFound,

    /// <summary>Buildkite refused the request (any other 4xx): asking again gives the same answer.</summary>
    Refused,

    /// <summary>Network trouble, 429 or an answer from 500 up: the same call may pass later.</summary>
    Transient,

    /// <summary>The call took longer than its timeout; its process tree was ended.</summary>
    TimedOut,

    /// <summary>Somebody ended the agent's process by a signal.</summary>
    Killed,
}
