using System.Globalization;
using System.Text;

namespace CodeSign.Testing;

/// <summary>Writes answers, whole or broken in the way asked for.</summary>
internal static class HttpAnswerWriter
{
    /// <summary>Writes an answer and tells whether the connection can serve another request.</summary>
    internal static async Task<bool> WriteAsync(HttpAnswer answer, Stream stream, CancellationToken cancellationToken)
    {
        if (answer.Delivery == BodyDelivery.Silence)
            await Task.Delay(Timeout.Infinite, cancellationToken);

        var half = answer.Body[..(answer.Body.Length / 2)];
        switch (answer.Delivery)
        {
            case BodyDelivery.Truncated:
                await stream.WriteAsync((byte[])[.. Head(answer), .. half.Span], cancellationToken);
                return false;
            case BodyDelivery.Stall:
                await stream.WriteAsync((byte[])[.. Head(answer), .. half.Span], cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return false;
            case BodyDelivery.Endless:
                await stream.WriteAsync(Head(answer), cancellationToken);
                var block = answer.Body.IsEmpty ? new byte[4096] : answer.Body;
                while (true)
                    await stream.WriteAsync(block, cancellationToken);
            default:
                await stream.WriteAsync((byte[])[.. Head(answer), .. answer.Body.Span], cancellationToken);
                return true;
        }
    }

    private static byte[] Head(HttpAnswer answer)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {(answer.Status < 300 ? "OK" : "Fault")}\r\n");
        if (answer.ContentType is { } type)
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        foreach (var (name, value) in answer.Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (answer.Delivery == BodyDelivery.Endless)
            text.Append("Connection: close\r\n");
        else
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
    }
}
