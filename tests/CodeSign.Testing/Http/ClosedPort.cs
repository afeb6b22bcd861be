using System.Net;
using System.Net.Sockets;

namespace CodeSign.Testing;

/// <summary>A loopback port where connections are refused. It is held until dispose, so that nobody else can listen on it.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a free port.</summary>
    public ClosedPort()
    {
        // Bound and not listening: the system answers every connection with a reset.
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/");
    }

    /// <summary>The address that refuses.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
