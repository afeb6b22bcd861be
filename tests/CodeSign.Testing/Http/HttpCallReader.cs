using System.Globalization;
using System.Text;

namespace CodeSign.Testing;

/// <summary>Reads requests, one after the other, from a connection.</summary>
internal sealed class HttpCallReader(Stream stream)
{
    private const byte TlsHandshake = 0x16;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>Reads the next request, or gives <see langword="null"/> at the end of the connection.</summary>
    internal async Task<HttpCall?> ReadAsync(Func<int> number, CancellationToken cancellationToken)
    {
        int end;
        // A client that tries TLS first waits for an answer in TLS: it is told by the end of the connection that there is none.
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellationToken) || _buffer[0] == TlsHandshake)
                return null;
        }

        var lines = Encoding.ASCII.GetString(_buffer, 0, end).Split("\r\n");
        var start = lines[0].Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        var bodyStart = end + 4;
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (_filled < bodyStart + length)
        {
            if (!await FillAsync(cancellationToken))
                return null;
        }

        var body = _buffer.AsSpan(bodyStart, length).ToArray();
        _filled -= bodyStart + length;
        _buffer.AsSpan(bodyStart + length, _filled).CopyTo(_buffer);
        return new HttpCall(number(), start[0], start[1], headers, body);
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
            throw new IOException("The request is too long for this server.");
        var read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
        _filled += read;
        return read > 0;
    }
}
