using BuildkiteCi.Core;

namespace Build.Options;

/// <summary>The names that <c>--target</c> is given, checked before the host starts: it knows no suggestion.</summary>
internal static class TargetName
{
    private static readonly string[] AsksForNoTarget = ["--version", "--info", "--description", "--tree"];

    /// <summary>The error about a target that does not exist; null where every named one does, or none is needed.</summary>
    public static string? WhatIsWrong(string[] args)
    {
        if (args.Any(AsksForNoTarget.Contains)) return null;
        var unknown = Values(args).FirstOrDefault(name => TaskTable.Find(name) is null);
        return unknown is null
            ? null
            : $"there is no target '{unknown}'; "
                + $"{Spelling.Suggest(unknown, TaskTable.All().Select(task => task.Name), "./build.sh --help lists them")}";
    }

    /// <summary>The targets that a command line names.</summary>
    public static IEnumerable<string> Values(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--target" or "-t" && i + 1 < args.Length) yield return args[i + 1];
            else if (args[i].StartsWith("--target=", StringComparison.Ordinal)) yield return args[i]["--target=".Length..];
        }
    }
}
