using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Verification.Revocation;

/// <summary>Where a certificate says that its status can be had: addresses over http or https.</summary>
/// <param name="Lists">Of revocation lists by the certificate's own issuer, for all reasons.</param>
/// <param name="Responders">Of OCSP responders.</param>
internal sealed record RevocationAddresses(IReadOnlyList<Uri> Lists, IReadOnlyList<Uri> Responders)
{
    /// <summary>More would only be there to keep someone busy.</summary>
    private const int Most = 4;

    public static RevocationAddresses Of(X509Certificate2 certificate)
    {
        try
        {
            var lists = certificate.Extensions[RevocationOids.DistributionPoints] is { } points ? ReadPoints(points.RawData) : [];
            var responders = certificate.Extensions[RevocationOids.AuthorityInfoAccess] is { } access ? ReadResponders(access.RawData) : [];
            return new RevocationAddresses([.. lists.Take(Most)], [.. responders.Take(Most)]);
        }
        catch (AsnContentException)
        {
            return new RevocationAddresses([], []);
        }
    }

    /// <summary>CRLDistributionPoints (RFC 5280, section 4.2.1.13).</summary>
    private static List<Uri> ReadPoints(byte[] encoded)
    {
        List<Uri> addresses = [];
        var points = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            var names = RevocationAsn.NextIs(point, RevocationAsn.ContextZero) ? point.ReadSequence(RevocationAsn.ContextZero) : null;

            // A point with reasons is not about all of them, one with an issuer not by the certificate's own.
            if (names is null || point.HasData || !RevocationAsn.NextIs(names, RevocationAsn.ContextZero))
                continue;
            addresses.AddRange(ReadNames(names.ReadSequence(RevocationAsn.ContextZero)));
        }

        return addresses;
    }

    /// <summary>AuthorityInfoAccessSyntax (RFC 5280, section 4.2.2.1).</summary>
    private static List<Uri> ReadResponders(byte[] encoded)
    {
        List<Uri> addresses = [];
        var descriptions = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        while (descriptions.HasData)
        {
            var description = descriptions.ReadSequence();
            if (description.ReadObjectIdentifier() == RevocationOids.Ocsp)
                addresses.AddRange(ReadNames(description));
        }

        return addresses;
    }

    /// <summary>The addresses over http and https among GeneralNames.</summary>
    public static IEnumerable<Uri> ReadNames(AsnReader names)
    {
        while (names.HasData)
        {
            if (!RevocationAsn.NextIs(names, RevocationAsn.UniformResourceIdentifier))
            {
                names.ReadEncodedValue();
                continue;
            }

            var text = names.ReadCharacterString(UniversalTagNumber.IA5String, RevocationAsn.UniformResourceIdentifier);
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && IsUsable(address))
                yield return address;
        }
    }

    private static bool IsUsable(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && address.UserInfo.Length == 0;
}
