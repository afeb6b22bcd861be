using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Inspection;

/// <summary>SignerIdentifier (RFC 5652, section 5.3): how a signer names its certificate.</summary>
internal sealed class SignerIdentifier(SignerMessage signer)
{
    /// <summary>The certificate that it names; empty where it is not there, or malformed.</summary>
    public ReadOnlyMemory<byte> FindIn(IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        foreach (var encoded in certificates)
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificate(encoded.Span);
                if (IsOf(certificate))
                    return encoded;
            }
            catch (CryptographicException)
            {
                // Verification says so.
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public override string ToString() => signer.SubjectKeyIdentifier.IsEmpty
        ? $"serial number {Convert.ToHexString(signer.SerialNumber.Span)} of {IssuerName()}"
        : $"key identifier {Convert.ToHexString(signer.SubjectKeyIdentifier.Span)}";

    private bool IsOf(X509Certificate2 certificate) => signer.SubjectKeyIdentifier.IsEmpty
        ? certificate.IssuerName.RawData.AsSpan().SequenceEqual(signer.Issuer.Span)
            && certificate.SerialNumberBytes.Span.SequenceEqual(signer.SerialNumber.Span)
        : certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } extension
            && extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(signer.SubjectKeyIdentifier.Span);

    private string IssuerName()
    {
        try
        {
            return new X500DistinguishedName(signer.Issuer.Span).Name;
        }
        catch (CryptographicException)
        {
            return "a malformed issuer";
        }
    }
}
