using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.NuGetPackage;

/// <summary>The signed attributes that NuGet demands of package signatures (NU3000, NU3011), and what they say.</summary>
internal static class PackageAttributeRules
{
    private const int MostOwners = 1024;

    /// <summary>Checks that a signing-certificate attribute binds the signature to the signer's certificate.</summary>
    public static void CheckSigningCertificate(SignerMessage signer, X509Certificate2 certificate, FindingCollector findings)
    {
        if (signer.Signed(MessageOids.SigningCertificateAttribute).Any())
        {
            findings.Broken(
                FindingKind.SignedAttribute,
                "The signature has a signing-certificate attribute of version 1, which NuGet refuses.");
            return;
        }

        if (signer.SingleSignedValue(MessageOids.SigningCertificateV2Attribute) is not { } value
            || SigningCertificateAttribute.TryRead(value, version: 2) is not { } attribute)
        {
            findings.Broken(
                FindingKind.SignedAttribute,
                "The signature has no valid signing-certificate attribute of version 2, which NuGet demands.");
            return;
        }

        if (attribute.Issuer.IsEmpty)
            findings.Broken(
                FindingKind.SignedAttribute,
                "The signing-certificate attribute names no issuer and serial number, which NuGet demands (NU3011).");
        if (!attribute.Identifies(certificate))
        {
            findings.Broken(
                FindingKind.SignerCertificateMismatch,
                $"The signing-certificate attribute does not identify '{certificate.Subject}', which signed.");
        }
    }

    /// <summary>What the commitment-type attribute (RFC 5126, section 5.11.1) says that the signature is.</summary>
    public static SignatureKind ReadKind(SignerMessage signer, FindingCollector findings)
    {
        List<string> commitments = [];
        foreach (var attribute in signer.Signed(MessageOids.CommitmentTypeAttribute))
        {
            foreach (var value in attribute.Values)
            {
                if (TryReadCommitment(value) is { } commitment)
                    commitments.Add(commitment);
                else
                    findings.Broken(FindingKind.SignedAttribute, "The commitment-type attribute is malformed.");
            }
        }

        var isAuthor = commitments.Contains(MessageOids.ProofOfOrigin);
        var isRepository = commitments.Contains(MessageOids.ProofOfReceipt);
        if (isAuthor && isRepository)
            findings.Broken(FindingKind.SignedAttribute, "The signature says that it is both an author's and a repository's.");
        return isAuthor ? SignatureKind.PackageAuthor : isRepository ? SignatureKind.PackageRepository : SignatureKind.PackageOther;
    }

    /// <summary>The signing time (RFC 5652, section 11.3), which NuGet demands.</summary>
    public static DateTimeOffset? ReadSigningTime(SignerMessage signer, FindingCollector findings)
    {
        if (signer.SingleSignedValue(MessageOids.SigningTimeAttribute) is { } value && TryReadTime(value) is { } time)
            return time;

        findings.Broken(FindingKind.SignedAttribute, "The signature has no valid signing-time attribute, which NuGet demands.");
        return null;
    }

    /// <summary>
    /// What a repository says about itself and the package's owners (NuGet's repository signatures specification): its service index,
    /// which NuGet demands, over https; and the owners, where it names any.
    /// </summary>
    public static RepositoryStatement? ReadRepository(SignerMessage signer, FindingCollector findings)
    {
        var serviceIndex = signer.SingleSignedValue(MessageOids.RepositoryServiceIndex) is { } value ? TryReadAddress(value) : null;
        if (serviceIndex is null)
        {
            findings.Broken(
                FindingKind.SignedAttribute, "The repository's signature has no valid service index over https, which NuGet demands.");
            return null;
        }

        var hasOwners = signer.Signed(MessageOids.RepositoryOwners).Any();
        var owners = signer.SingleSignedValue(MessageOids.RepositoryOwners) is { } encoded ? TryReadOwners(encoded) : null;
        if (hasOwners && owners is null)
            findings.Broken(FindingKind.SignedAttribute, "The repository's signature has a malformed list of owners.");
        return new RepositoryStatement(serviceIndex, owners ?? []);
    }

    private static string? TryReadAddress(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var text = reader.ReadCharacterString(UniversalTagNumber.IA5String);
            reader.ThrowIfNotEmpty();
            return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? text : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static List<string>? TryReadOwners(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            List<string> owners = [];
            while (sequence.HasData && owners.Count < MostOwners)
                owners.Add(sequence.ReadCharacterString(UniversalTagNumber.UTF8String));
            return sequence.HasData || owners.Count == 0 || owners.Exists(string.IsNullOrWhiteSpace) ? null : owners;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static string? TryReadCommitment(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            return sequence.ReadObjectIdentifier();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static DateTimeOffset? TryReadTime(ReadOnlyMemory<byte> encoded)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            var time = reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
            reader.ThrowIfNotEmpty();
            return time.ToUniversalTime();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
