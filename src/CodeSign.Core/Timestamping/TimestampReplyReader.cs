using System.Formats.Asn1;
using CodeSign.Verification;

namespace CodeSign.Timestamping;

/// <summary>Turns the bytes of a reply into a validated token, or says why they give none.</summary>
internal sealed class TimestampReplyReader(TimestampTokenVerifier verifier)
{
    /// <summary>Reads and validates a reply. Never throws for what is in it.</summary>
    /// <param name="reply">What the server sent.</param>
    /// <param name="signature">What was to be stamped.</param>
    /// <param name="requirements">What the token is held against.</param>
    public AttemptResult Read(TransportResult reply, ReadOnlyMemory<byte> signature, TimestampRequirements requirements)
    {
        if (reply.Failure is { } failure)
            return failure;

        TimestampResponse response;
        try
        {
            response = TimestampResponse.Read(reply.Body);
        }
        catch (AsnContentException)
        {
            // Servers label replies in many ways; only where one can't be read is the label worth a word.
            return AttemptResult.MayPass(
                $"its answer of {reply.Body.Length} bytes ({reply.MediaType ?? "of no stated type"}) is no timestamp reply");
        }

        if (!response.IsGranted)
            return response.MayPass ? AttemptResult.MayPass(response.DescribeRefusal()) : AttemptResult.Final(response.DescribeRefusal());
        if (response.Token.IsEmpty)
            return AttemptResult.Final("it granted the request and sent no token");

        var verification = verifier.Verify(response.Token, signature, requirements);
        return verification.Token is { } token
            ? AttemptResult.Success(token)
            : AttemptResult.Final($"its token can't be relied on: {verification.Failure}");
    }
}
