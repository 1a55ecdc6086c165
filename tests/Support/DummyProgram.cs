using BuildkiteCi.Core;

namespace TestSupport;

/// <summary>Command lines of the real process that tests start.</summary>
internal static class DummyProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Dummy.dll");

    public static CommandLine Command(params ReadOnlySpan<string> arguments) => CommandLine.Of("dotnet", [Assembly, .. arguments]);
}
