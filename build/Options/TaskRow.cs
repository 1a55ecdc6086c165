namespace Build.Options;

/// <summary>A target as the help and the option check see it.</summary>
internal sealed record TaskRow(string Name, string Description, OptionAttribute[] Options);
