using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace CodeSign.Timestamping;

/// <summary>Sends requests over HTTP (RFC 3161, section 3.4), without trust in what comes back.</summary>
internal sealed class TimestampTransport(HttpClient client, TimeProvider time)
{
    /// <summary>The longest reply that is read.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostRedirects = 3;
    private static readonly MediaTypeHeaderValue QueryType = new("application/timestamp-query");
    private static readonly MediaTypeWithQualityHeaderValue ReplyType = new("application/timestamp-reply");

    /// <summary>Makes a client whose connections are kept and shared.</summary>
    public static HttpClient CreateClient(TimeSpan connectTimeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        MaxResponseHeadersLength = 16,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    })
    {
        // Each request has a time limit of its own, on the clock of the options.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request and reads what comes back.</summary>
    /// <returns>The bytes of the reply, with a word on what they claim to be; or a failure.</returns>
    public async Task<TransportResult> PostAsync(Uri address, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            return await PostFollowingAsync(address, request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            return AttemptResult.MayPass(Describe(e.HttpRequestError, e) + Through(address));
        }
        catch (HttpIOException e)
        {
            return AttemptResult.MayPass(Describe(e.HttpRequestError, e) + Through(address));
        }
        catch (IOException e)
        {
            return AttemptResult.MayPass($"the connection broke: {e.Message}{Through(address)}");
        }
    }

    private async Task<TransportResult> PostFollowingAsync(Uri address, byte[] request, CancellationToken cancellationToken)
    {
        var target = address;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var message = Message(target, request);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response.StatusCode))
                return await ReadAsync(response, cancellationToken);

            if (!Uri.TryCreate(target, response.Headers.Location, out var next))
                return AttemptResult.Final("it redirects to nowhere");
            if (!MayFollow(target, next))
                return AttemptResult.Final($"it redirects to {TimestampServerAddress.Display(next)}, which is not followed");
            target = next;
        }

        return AttemptResult.Final("it redirects in circles");
    }

    private static HttpRequestMessage Message(Uri address, byte[] request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(request) };
        message.Content.Headers.ContentType = QueryType;
        message.Headers.Accept.Add(ReplyType);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("CodeSign.Build", null));
        return message;
    }

    private static bool IsRedirect(HttpStatusCode status) => status
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    // The user chose the host; the path on it, and a step up to https, are the host's own affair.
    private static bool MayFollow(Uri from, Uri to) =>
        string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp))
        && to.UserInfo.Length == 0;

    private async Task<TransportResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var reason = string.Create(CultureInfo.InvariantCulture, $"HTTP status {status} ({response.StatusCode})");
        var retryAfter = RetryAfter(response.Headers.RetryAfter);
        return status switch
        {
            200 => await ReadBodyAsync(response.Content, cancellationToken),
            429 => AttemptResult.Busy(reason, retryAfter),
            503 when retryAfter is not null => AttemptResult.Busy(reason, retryAfter),
            408 or >= 500 => AttemptResult.MayPass(reason),
            _ => AttemptResult.Final(reason),
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<TransportResult> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MostBytes)
            return TooLong();

        // Grown only as bytes arrive: a real reply has about 6 KB.
        var buffer = new byte[8 * 1024];
        var filled = 0;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken)) > 0)
        {
            filled += read;
            if (filled > MostBytes)
                return TooLong();
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MostBytes + 1));
        }

        return new TransportResult(buffer.AsMemory(0, filled), content.Headers.ContentType?.MediaType, null);
    }

    private static AttemptResult TooLong() => AttemptResult.Final($"its reply is longer than {MostBytes / 1024} KB");

    private static string Describe(HttpRequestError error, Exception e) => error switch
    {
        HttpRequestError.NameResolutionError => "its name can't be resolved",
        HttpRequestError.ConnectionError => $"it can't be connected to: {SocketError(e) ?? e.Message}",
        HttpRequestError.SecureConnectionError => $"no secure connection: {e.InnerException?.Message ?? e.Message}",
        HttpRequestError.Unknown => $"the connection broke: {e.InnerException?.Message ?? e.Message}",
        HttpRequestError.ResponseEnded => "the connection ended before the reply did",
        _ => $"{error}: {e.InnerException?.Message ?? e.Message}",
    };

    /// <summary>The machine's proxy for an address: where there is one, it is the proxy that was, or was not, connected to.</summary>
    private static string Through(Uri address)
    {
        var proxy = HttpClient.DefaultProxy;
        return !proxy.IsBypassed(address) && proxy.GetProxy(address) is { } through
            ? $", through the proxy {TimestampServerAddress.Display(through)}"
            : "";
    }

    private static string? SocketError(Exception e) => (e.InnerException as SocketException)?.SocketErrorCode.ToString();
}
