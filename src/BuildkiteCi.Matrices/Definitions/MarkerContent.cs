namespace BuildkiteCi.Matrices.Definitions;

/// <summary>What a README shows between a pair of markers.</summary>
public enum MarkerContent
{
    /// <summary>A table of a matrix with a verdict for each generation.</summary>
    Verdicts,

    /// <summary>A table of a matrix whose stages are rolled up across generations, as the scripts in use write it.</summary>
    RollUp,

    /// <summary>What the signs mean.</summary>
    Legend,

    /// <summary>What was published when, in one line.</summary>
    Date,
}
