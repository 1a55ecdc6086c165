using System.Collections.Immutable;

namespace BuildkiteCi.Testing;

/// <summary>The failures of machines that are known unless <c>ci.yml</c> says otherwise. The first that fits is the one.</summary>
public static class FailureSignatures
{
    /// <summary>The built-in table.</summary>
    public static ImmutableArray<FailureSignature> BuiltIn { get; } =
    [
        // Lines first: an engine that went away in the middle shows as 125 or as a killed client, and its line says more.
        new("container engine gone") { Pattern = "cannot connect to the docker daemon|error during connect|is the docker daemon running|connection to the docker daemon lost" },
        new("image pull failed")
        {
            Pattern = "pull access denied|manifest (for .* )?(unknown|not found)|failed to (resolve|copy|pull|fetch)[^:]*: .*(timeout|eof|reset|refused|no such host)|"
                + "toomanyrequests|TLS handshake timeout|received unexpected HTTP status: 5",
        },
        new("device busy") { Pattern = @"device or resource busy|TPU is already in use|(/dev/(accel|vfio)\S*|libtpu\S*).*(busy|in use)|couldn't open .*/dev/(accel|vfio)" },
        new("out of disk") { Pattern = "no space left on device|disk quota exceeded", Retry = false },
        new("container engine failed") { ExitStatuses = [125], Pattern = "^docker: " },

        // Signals from outside; those that a program brings on itself (SEGV 139, ABRT 134, …) are the test's own.
        new("ended by SIGHUP") { ExitStatuses = [129], Retry = false },
        new("ended by SIGINT") { ExitStatuses = [130], Retry = false },
        new("ended by SIGKILL") { ExitStatuses = [137], Retry = false },
        new("ended by SIGTERM") { ExitStatuses = [143], Retry = false },
        new("agent lost") { ExitStatuses = [-1] },
    ];
}
