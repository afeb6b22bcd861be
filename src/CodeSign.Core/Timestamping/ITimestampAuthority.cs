using System.Security.Cryptography.X509Certificates;
using CodeSign.Cms;

namespace CodeSign.Timestamping;

/// <summary>
/// Gives validated timestamp tokens over signature values. Safe for use by several threads at once: pacing, failover and limits
/// are inside.
/// </summary>
public interface ITimestampAuthority
{
    /// <summary>
    /// Makes ready on the caller's thread what the first timestamp needs, without asking for one: up to 50 ms that a thread of its own
    /// can spend while files are staged.
    /// </summary>
    void Prepare()
    {
    }

    /// <summary>
    /// Stands for the tokens that are accepted here, by server, policy and trusted root: authorities for which it is equal accept the
    /// same ones. <see langword="null"/> where that can't be said, and then no token is used twice.
    /// </summary>
    string? Acceptance => null;

    /// <summary>Validates a token that was given out earlier like a new one, but for nonce and clock.</summary>
    /// <param name="token">The token.</param>
    /// <param name="signature">The SignerInfo's signature octets.</param>
    /// <param name="algorithm">The imprint's digest algorithm.</param>
    /// <param name="signer">The signer's certificate: genTime must lie within its validity.</param>
    /// <returns>The token, or <see langword="null"/> where it would not be accepted here.</returns>
    TimestampToken? Accept(EarlierToken token, ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer) => null;

    /// <summary>Asks for a token (RFC 3161) and validates the reply before giving it out.</summary>
    /// <param name="signature">The SignerInfo's signature octets; their digest is the message imprint.</param>
    /// <param name="algorithm">The imprint's digest algorithm.</param>
    /// <param name="signer">The signer's certificate: genTime must lie within its validity.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="Diagnostics.CodeSignException">No server gave a valid token within the time allowed.</exception>
    ValueTask<TimestampToken> TimestampAsync(
        ReadOnlyMemory<byte> signature, DigestAlgorithm algorithm, X509Certificate2 signer, CancellationToken cancellationToken);
}
