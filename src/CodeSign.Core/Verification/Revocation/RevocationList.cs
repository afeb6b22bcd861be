using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Revocation;

/// <summary>
/// A complete certificate revocation list (RFC 5280, section 5). Delta lists, indirect ones and those for some reasons only are not
/// understood and say nothing.
/// </summary>
internal sealed class RevocationList
{
    private readonly IssuerSignature _signature;
    private readonly ReadOnlyMemory<byte> _entries;
    private readonly IReadOnlyList<Uri> _points;
    private readonly bool? _isForAuthorities;

    private RevocationList(
        IssuerSignature signature, ReadOnlyMemory<byte> entries, IReadOnlyList<Uri> points, bool? isForAuthorities)
    {
        _signature = signature;
        _entries = entries;
        _points = points;
        _isForAuthorities = isForAuthorities;
    }

    /// <summary>DER of the issuer's name.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required DateTimeOffset ThisUpdate { get; init; }

    public required DateTimeOffset NextUpdate { get; init; }

    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out RevocationList? list, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            var outer = new AsnReader(encoded, AsnEncodingRules.DER);
            var sequence = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var signature = IssuerSignature.Read(sequence);
            sequence.ThrowIfNotEmpty();
            list = Read(signature);
            reason = null;
            return true;
        }
        catch (AsnContentException e)
        {
            list = null;
            reason = e.Message;
            return false;
        }
    }

    /// <summary>Why the list says nothing about a certificate, in words, or <see langword="null"/> where it does.</summary>
    public string? WhyNotAbout(
        X509Certificate2 certificate, X509Certificate2 issuer, IReadOnlyList<Uri> addresses, SignatureValueVerifier verifier)
    {
        if (!Issuer.Span.SequenceEqual(certificate.IssuerName.RawData))
            return "it is by another issuer";
        var usage = issuer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & X509KeyUsageFlags.CrlSign) == 0)
            return "its issuer's key must not sign revocation lists";
        if (!_signature.IsBy(issuer, verifier))
            return "its signature is not one of the issuer's key, or is made with a weak digest";
        if (_points.Count > 0 && !_points.Intersect(addresses).Any())
            return "it is for other certificates of the issuer: its distribution point is another one";
        var isAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority);
        return _isForAuthorities is { } only && only != isAuthority
            ? "it is for other certificates of the issuer: its scope says so"
            : null;
    }

    /// <summary>The entry of a serial number, or <see langword="null"/>.</summary>
    /// <exception cref="AsnContentException">An entry on the way to it is malformed.</exception>
    public RevocationEntry? Find(ReadOnlySpan<byte> serialNumber)
    {
        if (_entries.IsEmpty)
            return null;

        RevocationEntry? found = null;
        var entries = new AsnReader(_entries, AsnEncodingRules.DER).ReadSequence();
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var isIt = entry.ReadIntegerBytes().Span.SequenceEqual(serialNumber);
            var time = isIt ? RevocationAsn.ReadTime(entry) : default;
            if (isIt)
                found = ReadEntry(time, entry);
        }

        return found is { Reason: RevocationReason.RemoveFromList } ? null : found;
    }

    private static RevocationEntry ReadEntry(DateTimeOffset time, AsnReader entry)
    {
        RevocationReason? reason = null;
        DateTimeOffset? invalidityDate = null;
        var extensions = entry.HasData ? entry.ReadSequence() : null;
        while (extensions is { HasData: true })
        {
            // An unknown critical extension of an entry does not make the certificate any less revoked.
            var (oid, _, value) = RevocationAsn.ReadExtension(extensions);
            if (oid == RevocationOids.ReasonCode)
                reason = RevocationAsn.ReadReason(new AsnReader(value, AsnEncodingRules.DER));
            else if (oid == RevocationOids.InvalidityDate)
                invalidityDate = RevocationAsn.ReadTime(new AsnReader(value, AsnEncodingRules.DER));
        }

        return new RevocationEntry(time, reason, invalidityDate);
    }

    private static RevocationList Read(IssuerSignature signature)
    {
        var outer = new AsnReader(signature.Content, AsnEncodingRules.DER);
        var content = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (RevocationAsn.NextIs(content, Asn1Tag.Integer) && (!content.TryReadInt32(out var version) || version != 1))
            throw new AsnContentException("Its version is not 2.");
        var algorithm = AlgorithmIdentifier.Read(content);
        if (algorithm.Oid != signature.Algorithm.Oid || !algorithm.Parameters.Span.SequenceEqual(signature.Algorithm.Parameters.Span))
            throw new AsnContentException("It names two signature algorithms.");

        var issuer = content.ReadEncodedValue();
        var thisUpdate = RevocationAsn.ReadTime(content);
        if (!RevocationAsn.NextIs(content, Asn1Tag.UtcTime) && !RevocationAsn.NextIs(content, Asn1Tag.GeneralizedTime))
            throw new AsnContentException("It does not say when the next one comes (nextUpdate).");
        var nextUpdate = RevocationAsn.ReadTime(content);
        var entries = RevocationAsn.NextIs(content, Asn1Tag.Sequence) ? content.ReadEncodedValue() : default;
        var (points, isForAuthorities) = content.HasData ? ReadExtensions(content) : ([], null);
        content.ThrowIfNotEmpty();
        return new RevocationList(signature, entries, points, isForAuthorities)
        {
            Issuer = issuer,
            ThisUpdate = thisUpdate,
            NextUpdate = nextUpdate,
        };
    }

    private static (IReadOnlyList<Uri> Points, bool? IsForAuthorities) ReadExtensions(AsnReader content)
    {
        IReadOnlyList<Uri> points = [];
        bool? isForAuthorities = null;
        var extensions = content.ReadSequence(RevocationAsn.ContextZero).ReadSequence();
        while (extensions.HasData)
        {
            var (oid, isCritical, value) = RevocationAsn.ReadExtension(extensions);
            if (oid == RevocationOids.IssuingDistributionPoint)
                (points, isForAuthorities) = ReadScope(new AsnReader(value, AsnEncodingRules.DER).ReadSequence());
            else if (isCritical)
                throw new AsnContentException($"It has a critical extension that is not understood ({oid}).");
        }

        return (points, isForAuthorities);
    }

    /// <summary>IssuingDistributionPoint (RFC 5280, section 5.2.5).</summary>
    private static (IReadOnlyList<Uri> Points, bool? IsForAuthorities) ReadScope(AsnReader scope)
    {
        IReadOnlyList<Uri> points = [];
        if (RevocationAsn.NextIs(scope, RevocationAsn.ContextZero))
        {
            var name = scope.ReadSequence(RevocationAsn.ContextZero);
            if (!RevocationAsn.NextIs(name, RevocationAsn.ContextZero))
                throw new AsnContentException("Its distribution point is named in a way that is not understood.");
            points = [.. RevocationAddresses.ReadNames(name.ReadSequence(RevocationAsn.ContextZero))];
            if (points.Count == 0)
                throw new AsnContentException("Its distribution point has no address over http or https.");
        }

        bool? isForAuthorities = null;
        if (RevocationAsn.NextIs(scope, RevocationAsn.ContextOne) && scope.ReadBoolean(RevocationAsn.ContextOne))
            isForAuthorities = false;
        if (RevocationAsn.NextIs(scope, RevocationAsn.ContextTwo) && scope.ReadBoolean(RevocationAsn.ContextTwo))
            isForAuthorities = true;
        return scope.HasData
            ? throw new AsnContentException("It is indirect, or only about some reasons or about attribute certificates.")
            : (points, isForAuthorities);
    }
}
