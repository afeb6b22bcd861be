using System.Globalization;
using System.Text;

namespace CodeSign.Testing;

/// <summary>Reads requests, one after the other, from a connection.</summary>
internal sealed class HttpCallReader(Stream stream)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private int filled;

    /// <summary>Reads the next request, or gives <see langword="null"/> at the end of the connection.</summary>
    internal async Task<HttpCall?> ReadAsync(Func<int> number, CancellationToken cancellationToken)
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellationToken))
                return null;
        }

        var lines = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
        var start = lines[0].Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        var bodyStart = end + 4;
        var length = headers.TryGetValue("Content-Length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        while (filled < bodyStart + length)
        {
            if (!await FillAsync(cancellationToken))
                return null;
        }

        var body = buffer.AsSpan(bodyStart, length).ToArray();
        filled -= bodyStart + length;
        buffer.AsSpan(bodyStart + length, filled).CopyTo(buffer);
        return new HttpCall(number(), start[0], start[1], headers, body);
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (filled == buffer.Length)
            throw new IOException("The request is too long for this server.");
        var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
        filled += read;
        return read > 0;
    }
}
