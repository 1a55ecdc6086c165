namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>The state of an alert.</summary>
public enum AlertState
{
    /// <summary>The regression is there and nobody has answered for it.</summary>
    Open,

    /// <summary>Somebody knows; the new level is the baseline.</summary>
    Acknowledged,

    /// <summary>A later change brought the old level back.</summary>
    Recovered,

    /// <summary>With more nights, the change is not to be seen any more.</summary>
    Faded,

    /// <summary>The newest runs look like one; it is not confirmed yet.</summary>
    Suspected,
}
