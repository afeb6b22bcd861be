using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// Fetches lists and answers over HTTP, which needs no trust: what comes is signed. Bounded in time, length and redirects, and it follows
/// none to another host.
/// </summary>
internal static class RevocationDownload
{
    private const int MostRedirects = 3;
    private static readonly MediaTypeHeaderValue QueryType = new("application/ocsp-request");

    /// <summary>Asks an address: for a list without a request, for an answer with one.</summary>
    /// <returns>What came, or why nothing did.</returns>
    public static async Task<(ReadOnlyMemory<byte>? Content, string Failure)> FetchAsync(
        Uri address, byte[] request, TimeSpan timeout, int mostBytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseHeadersLength = 16 };
            using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
            return await FollowAsync(client, address, request, mostBytes, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return (null, $"{address.IdnHost} gave no answer within {seconds} seconds");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, $"{address.IdnHost} can't be reached: {e.Message}");
        }
    }

    private static async Task<(ReadOnlyMemory<byte>? Content, string Failure)> FollowAsync(
        HttpClient client, Uri address, byte[] request, int mostBytes, CancellationToken cancellationToken)
    {
        var target = address;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var message = Message(target, request);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
                return await ReadAsync(response.Content, target, mostBytes, cancellationToken);
            if (!IsRedirect(response.StatusCode))
                return (null, $"{target.IdnHost} answers with HTTP status {(int)response.StatusCode}");
            if (!Uri.TryCreate(target, response.Headers.Location, out var next) || !MayFollow(target, next))
                return (null, $"{target.IdnHost} redirects to where is not followed");
            target = next;
        }

        return (null, $"{address.IdnHost} redirects in circles");
    }

    private static HttpRequestMessage Message(Uri address, byte[] request)
    {
        var message = new HttpRequestMessage(request.Length == 0 ? HttpMethod.Get : HttpMethod.Post, address);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("CodeSign.Build", null));
        if (request.Length > 0)
        {
            message.Content = new ByteArrayContent(request);
            message.Content.Headers.ContentType = QueryType;
        }

        return message;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool MayFollow(Uri from, Uri to) =>
        string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp))
        && to.UserInfo.Length == 0;

    private static async Task<(ReadOnlyMemory<byte>? Content, string Failure)> ReadAsync(
        HttpContent content, Uri address, int mostBytes, CancellationToken cancellationToken)
    {
        // Grown only as bytes arrive, whatever length is claimed.
        using var buffer = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (buffer.Length + read > mostBytes)
                return (null, $"{address.IdnHost} sends more than {mostBytes} bytes");
            buffer.Write(piece, 0, read);
        }

        return (buffer.ToArray(), "");
    }
}
