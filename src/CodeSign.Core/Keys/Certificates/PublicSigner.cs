using System.Security.Cryptography.X509Certificates;
using CodeSign.Signing;

namespace CodeSign.Keys.Certificates;

/// <summary>What a file of certificates says of a signer, without the key.</summary>
/// <param name="CertificateSha256">
/// SHA-256 of the signer's certificate, hexadecimal, lower case: of the only one in the file that is no authority's. Otherwise
/// <see langword="null"/>: only the key could tell.
/// </param>
/// <param name="Roots">The roots in the file.</param>
public sealed record PublicSigner(string? CertificateSha256, IReadOnlyList<X509Certificate2> Roots)
{
    /// <summary>The signer's name, where its certificate is known.</summary>
    public string? Subject { get; init; }

    /// <summary>Nothing is known.</summary>
    public static PublicSigner Unknown { get; } = new(null, []);

    /// <summary>Reads a file: PEM, .p7b or .cer.</summary>
    /// <param name="path">Full path of the file that <c>CodeSignCertificate</c> names.</param>
    /// <exception cref="Diagnostics.CodeSignException">It can't be read or holds no certificates.</exception>
    public static PublicSigner Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var certificates = CertificateFile.Load(path, "CodeSignCertificate");
        var signers = certificates.Where(certificate => !IsAuthority(certificate)).ToList();
        return new PublicSigner(
            signers is [var signer] ? CertificateName.Sha256(signer) : null,
            [.. certificates.Where(certificate => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData))])
        {
            Subject = signers is [var only] ? only.Subject : null,
        };
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
