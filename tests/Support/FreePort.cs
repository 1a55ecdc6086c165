using System.Net;
using System.Net.Sockets;

namespace TestSupport;

/// <summary>A port that nobody listens on.</summary>
internal static class FreePort
{
    // Below the range that the kernel gives to clients: a port of that range may be taken before the server is up.
    private const int First = 20_000;
    private const int Last = 32_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there; another one.
            }
        }
    }
}
