using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CodeSign.Testing;

/// <summary>
/// A small HTTP/1.1 server on the loopback address, its port chosen by the system. It answers with whatever it is told to, wrong
/// answers included, over connections that stay open.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Func<HttpCall, CancellationToken, Task<HttpAnswer>> _handler;
    private readonly Task _accepting;
    private int _calls;
    private int _active;
    private int _peak;
    private int _opened;

    /// <summary>Starts the server.</summary>
    /// <param name="handler">Gives the answer to a request; several run at once.</param>
    public LoopbackServer(Func<HttpCall, CancellationToken, Task<HttpAnswer>> handler)
    {
        _handler = handler;
        _listener.Start(512);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How many requests were received.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many requests were in the works at the same time, at most.</summary>
    public int PeakConcurrency => Volatile.Read(ref _peak);

    /// <summary>How many connections were opened.</summary>
    public int Connections => Volatile.Read(ref _opened);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _opened);
                var connection = Task.Run(() => ServeAsync(socket), CancellationToken.None);
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(c => _connections.TryRemove(c, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed: no more connections.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket);
            var reader = new HttpCallReader(stream);
            try
            {
                while (await reader.ReadAsync(() => Interlocked.Increment(ref _calls), _stop.Token) is { } call)
                {
                    if (!await AnswerAsync(call, stream, socket))
                        return;
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The client went away, or the server is being disposed.
            }
        }
    }

    private async Task<bool> AnswerAsync(HttpCall call, NetworkStream stream, Socket socket)
    {
        HttpAnswer answer;
        RaisePeak(Interlocked.Increment(ref _active));
        try
        {
            answer = await _handler(call, _stop.Token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            answer = new HttpAnswer { Status = 500, ContentType = "text/plain", Body = Encoding.UTF8.GetBytes(e.ToString()) };
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }

        if (answer.Delivery != BodyDelivery.Reset)
            return await HttpAnswerWriter.WriteAsync(answer, stream, _stop.Token);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        return false;
    }

    private void RaisePeak(int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref _peak)) && Interlocked.CompareExchange(ref _peak, value, seen) != seen)
        {
        }
    }
}
