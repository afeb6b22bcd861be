using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Core.Tests.Formats.PortableExecutable;
using CodeSign.Testing;
using CodeSign.Verification;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification.Attacks;

/// <summary>
/// What attackers, careless programs and honest signers do to executables, each with the verdict of ours and of osslsigncode. The files
/// are as small as such files can be.
/// </summary>
internal static class AttackMatrix
{
    private const string TimestampAttribute = "1.3.6.1.4.1.311.3.3.1";
    private const string NestedAttribute = "1.3.6.1.4.1.311.2.4.1";
    private const string UnknownAttribute = "2.999.7";
    private const bool Accepts = true;
    private const bool Refuses = false;

    private static readonly DateTimeOffset Yesterday = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset LastWeek = DateTimeOffset.UtcNow.AddDays(-7);

    public static IReadOnlyList<AttackCase> Cases { get; } = [.. Content(), .. Table(), .. Messages(), .. Nested(), .. Times(),
        .. Tokens(), .. Certificates()];

    private static IEnumerable<AttackCase> Content()
    {
        yield return new("genuine", "signed and stamped, untouched",
            Verdict.Trusted, null, Accepts, async () => (await Samples.ImageAsync()).File);
        yield return new("unsigned", "no signature",
            Verdict.Unsigned, FindingKind.NoSignature, Refuses, () => Task.FromResult(Samples.UnsignedImage));
        yield return Flipped("section-byte", "a byte of a section changed", TestImage.HeadersSize + 5);
        yield return Flipped("stub-byte", "a byte of the DOS stub changed", 0x50);
        yield return Flipped("gap-byte", "a byte between headers and first section changed", TestImage.HeadersSize - 1);
        yield return Flipped("time-byte", "the header's date changed", 0x80 + 8);
        yield return new("other-file", "the signature of another file",
            Verdict.Invalid, FindingKind.ContentDigestMismatch, Refuses, async () =>
        {
            var other = await Samples.SignImageAsync(image: new TestImage { SectionSize = 0x400 }.Build());
            return (await Samples.ImageAsync()).WithMessage(other.Message);
        });
        yield return new("checksum", "the header's checksum is wrong", Verdict.Trusted, FindingKind.WrongChecksum, Accepts, async () =>
        {
            var file = (byte[])(await Samples.ImageAsync()).File.Clone();
            TestImage.Put32(file, SignedImage.ChecksumOffset, 1);
            return file;
        });
    }

    private static IEnumerable<AttackCase> Table()
    {
        yield return new("data-behind", "data behind the certificate table", Verdict.Invalid, FindingKind.HiddenData, Refuses, async () =>
            [.. (await Samples.ImageAsync()).File, .. new byte[64]]);
        yield return new("padding", "the padding of the table is not zero",
            Verdict.Invalid, FindingKind.PaddingNotZero, Accepts, PaddedAsync);
        yield return Tabled(
            "sigflip", "junk behind the signature, the table grown for it (CVE-2013-3900)", FindingKind.HiddenData, Accepts,
            image => SignedImage.Entry([.. image.Message, .. Enumerable.Repeat((byte)0xCC, 64)]));
        yield return Tabled(
            "zeros-behind", "zeros behind the last entry, the table grown for them", FindingKind.HiddenData, Refuses,
            image => [.. image.Table, .. new byte[8]]);
        yield return Tabled(
            "second-entry", "a second entry of the same type with junk", FindingKind.HiddenData, Refuses,
            image => [.. image.Table, .. SignedImage.Entry(new byte[40])]);
        yield return Tabled(
            "second-entry-type", "a second entry of a type that nobody knows", FindingKind.HiddenData, Refuses,
            image => [.. image.Table, .. SignedImage.Entry(new byte[40], type: 0x0F00)]);
        yield return Tabled("twice", "the same entry twice", FindingKind.HiddenData, Refuses, image => [.. image.Table, .. image.Table]);
        yield return Tabled(
            "revision-1", "an entry of revision 1", FindingKind.MalformedFile, Refuses, image => SignedImage.Entry(image.Message,
                revision: 0x0100));
        yield return Tabled(
            "entry-type", "an entry of another type", FindingKind.MalformedFile, Refuses, image => SignedImage.Entry(image.Message,
                type: 1));
        yield return Tabled(
            "length-small", "an entry's length under its header's", FindingKind.MalformedFile, Refuses,
                image => SignedImage.Entry(image.Message, length: 4));
        yield return Tabled(
            "length-large", "an entry's length past the end", FindingKind.MalformedFile, Refuses,
            image => SignedImage.Entry(image.Message, length: int.MaxValue));
        yield return new("directory-shifted", "the directory points beside the table", Verdict.Invalid, null, Refuses, async () =>
        {
            var image = await Samples.ImageAsync();
            return image.WithTable(image.Table, directoryOffset: image.TableOffset + 8);
        });
        yield return new("directory-overflow", "the directory points past the end", Verdict.Invalid, null, Refuses, async () =>
        {
            var image = await Samples.ImageAsync();
            return image.WithTable(image.Table, directorySize: int.MaxValue);
        });
        yield return new("unpadded-length", "an entry's length without its padding", Verdict.Trusted, null, Accepts, async () =>
        {
            var image = await Samples.ImageAsync();
            return image.WithTable(SignedImage.Entry(image.Message, length: 8 + image.Message.Length));
        });
    }

    private static IEnumerable<AttackCase> Messages()
    {
        yield return Changed("value", "the signature value changed",
            Verdict.Invalid, FindingKind.SignatureValueMismatch, Refuses, SignedDataSurgery.BreakSignature);
        yield return Changed("two-signers", "two SignerInfos", Verdict.Invalid, FindingKind.MalformedSignature, Refuses, m =>
            SignedDataSurgery.Edit(m, e => e[^1] = WithSecondSigner(Asn1Set.GetInstance(e[^1])[0])));
        yield return Changed("no-signer", "no SignerInfo", Verdict.Invalid, FindingKind.MalformedSignature, Refuses, m =>
            SignedDataSurgery.Edit(m, e => e[^1] = new DerSet()));
        yield return Changed("version-3", "SignedData of version 3", Verdict.Invalid, FindingKind.MalformedSignature, Accepts, m =>
            SignedDataSurgery.Edit(m, e => e[0] = DerInteger.ValueOf(3)));
        yield return Changed("no-attributes", "no signed attributes", Verdict.Invalid, null, Refuses, m =>
            SignedDataSurgery.EditSigner(m, signer => signer.RemoveAt(3)));
        yield return Changed("no-certificate", "the signer's certificate is missing",
            Verdict.Invalid, FindingKind.SignerCertificateMissing, Refuses, m =>
            SignedDataSurgery.EditCertificates(m, certificates => certificates.Clear()));
        yield return Changed("unknown-attribute", "4 KB in an unsigned attribute that nobody knows",
            Verdict.Trusted, FindingKind.UncoveredData, Accepts, m =>
            SignedDataSurgery.AddUnsignedAttribute(m, UnknownAttribute, new DerOctetString(new byte[4096])));
        yield return Changed("unrelated", "a certificate outside of the chain",
            Verdict.Trusted, FindingKind.UnrelatedCertificates, Accepts, m =>
            SignedDataSurgery.AddCertificate(m, TestIdentities.Stranger.Root));
        yield return Changed("digest-list", "the list of digest algorithms names none",
            Verdict.Invalid, FindingKind.MalformedSignature, Refuses, m =>
            SignedDataSurgery.Edit(m, e => e[1] = new DerSet()));
        yield return Changed("long-form", "a length in more bytes than it needs (BER)",
            Verdict.Invalid, FindingKind.MalformedSignature, Accepts, m =>
            [m[0], 0x83, 0, .. m[2..]]);
        yield return Changed("certificate-twice", "a certificate twice", Verdict.Trusted, null, Accepts, m =>
            SignedDataSurgery.EditCertificates(m, certificates => certificates.Add(certificates[0])));
        yield return Changed("revocation-list", "a revocation list in the signature",
            Verdict.Trusted, FindingKind.UncoveredData, Refuses, m =>
            SignedDataSurgery.Edit(m, e => e.Insert(4, new DerTaggedObject(
                false, 1, new DerSet(Asn1Object.FromByteArray(TestIdentities.Authority.RevocationList()))))));
        yield return Changed("attribute-twice", "the same signed attribute twice",
            Verdict.Invalid, FindingKind.SignedAttribute, Refuses, m =>
            SignedDataSurgery.EditSigner(m, signer => signer[3] = Doubled(signer[3])));
        yield return new("sha1", "SHA-1 alone", Verdict.Untrusted, FindingKind.WeakDigest, Accepts, async () =>
            (await Samples.SignByOsslSigncodeAsync(digest: "sha1")).File);
        yield return new("md5", "MD5 alone", Verdict.Untrusted, FindingKind.WeakDigest, Accepts, async () =>
            (await Samples.SignByOsslSigncodeAsync(digest: "md5")).File);
    }

    private static IEnumerable<AttackCase> Nested()
    {
        yield return new("nested", "two good signatures, one nested", Verdict.Trusted, null, Accepts, () => NestAsync(m => m, m => m));
        yield return new("nested-broken", "a broken signature nested in a good one",
            Verdict.Invalid, FindingKind.SignatureValueMismatch, Accepts, () =>
            NestAsync(m => m, SignedDataSurgery.BreakSignature));
        yield return new("primary-broken", "a good signature nested in a broken one",
            Verdict.Invalid, FindingKind.SignatureValueMismatch, Accepts, () =>
            NestAsync(SignedDataSurgery.BreakSignature, m => m));
        yield return new("sha1-nested", "a SHA-1 signature with one of SHA-256 nested in it",
            Verdict.Trusted, FindingKind.WeakDigest, Accepts, async () =>
            (await Samples.NestedImageAsync()).File);
        yield return new("sha1-broken-nested", "the same, the SHA-1 signature broken",
            Verdict.Invalid, FindingKind.SignatureValueMismatch, Accepts, async () =>
            (await Samples.NestedImageAsync()).WithMessage(SignedDataSurgery.BreakSignature));
        yield return new("nested-stranger", "nested in a good signature, one by a signer who is not trusted",
            Verdict.Trusted, FindingKind.UntrustedRoot, Accepts, () =>
            NestAsync(m => m, m => m, strangerInside: true));
        yield return new("stranger-nested", "nested in a signature by a signer who is not trusted, a good one",
            Verdict.Trusted, FindingKind.UntrustedRoot, Accepts, async () =>
        {
            using var signer = TestIdentities.Stranger.Issue(Fit);
            var inner = await Samples.SignImageAsync(TestIdentities.CodeSigningEc);
            return (await Samples.SignImageAsync(signer)).WithMessage(m =>
                SignedDataSurgery.AddUnsignedAttribute(m, NestedAttribute, Asn1Object.FromByteArray(inner.Message)));
        });
        yield return new("nested-other-file", "nested in a good signature, one of another file",
            Verdict.Invalid, FindingKind.ContentDigestMismatch, Accepts, async () =>
        {
            var other = await Samples.SignImageAsync(image: new TestImage { SectionSize = 0x400 }.Build());
            return (await Samples.ImageAsync()).WithMessage(m =>
                SignedDataSurgery.AddUnsignedAttribute(m, NestedAttribute, Asn1Object.FromByteArray(other.Message)));
        });
        yield return new("nested-garbage", "nested in a good signature, something that is none",
            Verdict.Invalid, FindingKind.MalformedSignature, Accepts, async () =>
            (await Samples.ImageAsync()).WithMessage(m =>
                SignedDataSurgery.AddUnsignedAttribute(m, NestedAttribute, new DerSequence())));
    }

    private static IEnumerable<AttackCase> Times()
    {
        yield return new("foreign-timestamp", "the timestamp of another signature",
            Verdict.Invalid, FindingKind.ForeignTimestamp, Accepts, async () =>
        {
            var foreign = await Verification.Tokens.AskAsync(new byte[256]);
            return (await Samples.ImageAsync()).WithMessage(m => SignedDataSurgery.MapUnsignedAttribute(m, TimestampAttribute,
                _ => foreign));
        });
        yield return new("second-timestamp", "a timestamp of another signature beside the right one",
            Verdict.Invalid, FindingKind.ForeignTimestamp, Accepts, async () =>
        {
            var foreign = Asn1Object.FromByteArray(await Verification.Tokens.AskAsync(new byte[256]));
            return (await Samples.ImageAsync()).WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, TimestampAttribute, foreign));
        });
        yield return Signed(
            "future-timestamp", "a timestamp from the day after tomorrow, the certificate valid", Verdict.Trusted,
                FindingKind.ImplausibleTime, Accepts,
            new(), time: DateTimeOffset.UtcNow.AddDays(2));
        yield return Signed("unstamped", "no timestamp, the certificate valid", Verdict.Trusted, null, Accepts, new(), stamped: false);
        yield return Signed(
            "expired", "no timestamp, the certificate expired", Verdict.Untrusted, FindingKind.CertificateOutOfDate, Refuses,
            new() { NotAfter = Yesterday }, stamped: false);
        yield return Signed("expired-stamped", "the certificate expired since, stamped in time",
            Verdict.Trusted, null, Accepts, new() { NotAfter = Yesterday }, time: LastWeek);
        yield return Signed(
            "stamped-late", "stamped after the certificate had expired", Verdict.Untrusted, FindingKind.ImplausibleTime, Refuses,
            new() { NotAfter = LastWeek }, time: Yesterday);
        yield return Signed(
            "lifetime", "a certificate for lifetime signing, expired since, stamped in time", Verdict.Untrusted,
                FindingKind.CertificateOutOfDate, Accepts,
            new() { NotAfter = Yesterday, ExtendedKeyUsages = [CertificateOptions.CodeSigning, CertificateOptions.LifetimeSigning] },
                time: LastWeek);
        yield return new("legacy", "a countersignature from before RFC 3161 alone, the certificate expired since",
            Verdict.Untrusted, FindingKind.LegacyTimestamp, Accepts, () =>
            CountersignedAsync(m => SignedDataSurgery.SignatureOf(m)));
        yield return new("legacy-foreign", "such a countersignature of another signature",
            Verdict.Invalid, FindingKind.ContentDigestMismatch, Refuses, () =>
            CountersignedAsync(_ => new byte[256]));
        yield return new("foreign-authority", "stamped by an authority that is not trusted, the certificate expired",
            Verdict.Untrusted, FindingKind.CertificateOutOfDate, Refuses, async () =>
        {
            using var signer = TestIdentities.Authority.Issue(Fit with { NotAfter = Yesterday });
            using var stamper = TestIdentities.Stranger.IssueTimestamping();
            return (await Samples.SignImageAsync(signer, LastWeek, authority: stamper)).File;
        });
    }

    /// <summary>The signer has expired since, so that all depends on the token.</summary>
    private static IEnumerable<AttackCase> Tokens()
    {
        yield return Stamped("token-value", "its signature value changed",
            Verdict.Invalid, FindingKind.SignatureValueMismatch, Refuses, TimestampFault.WrongSignature);
        yield return Stamped("token-digest", "its content changed",
            Verdict.Invalid, FindingKind.ContentDigestMismatch, Refuses, TimestampFault.WrongMessageDigest);
        yield return Stamped("token-certificates", "its certificate is missing",
            Verdict.Invalid, FindingKind.SignerCertificateMissing, Refuses, TimestampFault.WithoutCertificates);
        yield return Stamped("token-unbound", "it names no certificate in its attributes",
            Verdict.Invalid, FindingKind.SignedAttribute, Accepts, TimestampFault.WithoutCertificateIdentifier);
        yield return Stamped("token-bound", "it names another certificate in its attributes",
            Verdict.Invalid, FindingKind.SignerCertificateMismatch, Accepts, TimestampFault.WrongCertificateIdentifier);
        yield return Stamped("token-usage", "by a certificate for code signing",
            Verdict.Untrusted, FindingKind.WrongCertificateUsage, Refuses, TimestampFault.WrongUsage);
        yield return Stamped("token-expired", "by a certificate that had expired",
            Verdict.Untrusted, FindingKind.NoTimestamp, Refuses, TimestampFault.ExpiredCertificate);
        yield return Stamped("token-sha1-certificate", "by a certificate signed with SHA-1",
            Verdict.Untrusted, FindingKind.WeakDigest, Accepts, TimestampFault.Sha1Certificate);
        yield return Stamped("token-small-key", "by an RSA key of 1024 bits",
            Verdict.Untrusted, FindingKind.WeakKey, Accepts, TimestampFault.WeakKey);
        yield return Stamped("token-sha1", "made with SHA-1",
            Verdict.Untrusted, FindingKind.WeakDigest, Accepts, TimestampFault.Sha1Digest);
        yield return Stamped("token-usage-open", "by a certificate whose usage is not critical",
            Verdict.Trusted, FindingKind.WrongCertificateUsage, Accepts, TimestampFault.NonCriticalUsage);
        yield return Stamped("token-usages", "by a certificate with a second usage",
            Verdict.Trusted, FindingKind.WrongCertificateUsage, Accepts, TimestampFault.AdditionalUsage);
        yield return Stamped("token-v1", "it names its certificate by SHA-1 (ESSCertID)",
            Verdict.Trusted, null, Accepts, TimestampFault.CertificateIdentifierV1);
        yield return Stamped("token-accuracy", "it gives no accuracy", Verdict.Trusted, null, Accepts, TimestampFault.WithoutAccuracy);
    }

    private static AttackCase Stamped(
        string id, string description, Verdict ours, FindingKind? finding, bool osslSigncode, TimestampFault fault) =>
        new(id, $"certificate expired since, and of the timestamp: {description}", ours, finding, osslSigncode, async () =>
        {
            using var signer = TestIdentities.Authority.Issue(Fit with { NotAfter = Yesterday });
            var image = await Samples.SignImageAsync(signer, stamped: false);
            var token = await Verification.Tokens.AskAsync(SignedDataSurgery.SignatureOf(image.Message), fault, LastWeek);
            return image.WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(m, TimestampAttribute, Asn1Object.FromByteArray(token)));
        });

    private static IEnumerable<AttackCase> Certificates()
    {
        yield return Signed("no-usage", "a certificate without extended key usage",
            Verdict.Untrusted, FindingKind.WrongCertificateUsage, Accepts, new() { ExtendedKeyUsages = [] });
        yield return Signed(
            "wrong-usage", "a certificate for another usage", Verdict.Untrusted, FindingKind.WrongCertificateUsage, Refuses,
            new() { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"] });
        yield return Signed(
            "key-usage", "a key usage without digitalSignature", Verdict.Untrusted, FindingKind.WrongCertificateUsage, Accepts,
            new() { KeyUsage = X509KeyUsageFlags.KeyEncipherment });
        yield return Signed("no-key-usage", "a certificate without key usage", Verdict.Trusted, null, Accepts, new() { KeyUsage = null });
        yield return Signed(
            "weak-certificate", "a certificate signed with SHA-1", Verdict.Untrusted, FindingKind.WeakDigest, Accepts,
            new() { SignatureDigest = HashAlgorithmName.SHA1 });
        yield return Signed(
            "small-key", "an RSA key of 1024 bits", Verdict.Untrusted, FindingKind.WeakKey, Accepts, new()
            {
                Key = null,
                KeyKind = TestKeyKind.Rsa1024
            });
        yield return new("stranger", "a signer below a root that is not trusted",
            Verdict.Untrusted, FindingKind.UntrustedRoot, Refuses, async () =>
        {
            using var signer = TestIdentities.Stranger.Issue(Fit);
            return (await Samples.SignImageAsync(signer)).File;
        });
        yield return new("self-signed", "a self-signed signer", Verdict.Untrusted, FindingKind.UntrustedRoot, Refuses, async () =>
            (await Samples.SignImageAsync(TestIdentities.SelfSigned)).File);
        yield return Below("below-leaf", "a signer below a certificate that is no authority", FindingKind.InvalidChain, Refuses,
            new CertificateOptions { KeyUsage = null });
        yield return Below(
            "path-length", "a signer below more authorities than one of them allows", FindingKind.InvalidChain, Refuses,
            Authority with { PathLength = 0 }, Authority with { Subject = "CN=CodeSign Test Sub-sub, O=CodeSign Tests, C=CH" });
        yield return Below(
            "name-constraints", "a signer whose name its authority must not certify", FindingKind.InvalidChain, Refuses,
            Authority with { Extensions = [PermittingOnly("Contoso")] });
        yield return Below(
            "authority-usage", "a signer below an authority that is for TLS alone", FindingKind.WrongCertificateUsage, Accepts,
            Authority with { ExtendedKeyUsages = ["1.3.6.1.5.5.7.3.1"] });
    }

    private static CertificateOptions Fit => new() { Key = TestIdentities.CodeSigning.Key };

    private static CertificateOptions Authority => new()
    {
        Subject = "CN=CodeSign Test Sub, O=CodeSign Tests, C=CH",
        KeyKind = TestKeyKind.EcP256,
        IsAuthority = true,
        KeyUsage = X509KeyUsageFlags.KeyCertSign,
        ExtendedKeyUsages = [],
    };

    private static AttackCase Flipped(string id, string description, int offset) =>
        new(id, description, Verdict.Invalid, FindingKind.ContentDigestMismatch, Refuses, async () =>
        {
            var file = (byte[])(await Samples.ImageAsync()).File.Clone();
            file[offset] ^= 1;
            return file;
        });

    private static AttackCase Tabled(string id, string description, FindingKind finding, bool osslSigncode, Func<SignedImage,
        byte[]> table) =>
        new(id, description, Verdict.Invalid, finding, osslSigncode, async () =>
        {
            var image = await Samples.ImageAsync();
            return image.WithTable(table(image));
        });

    private static AttackCase Changed(
        string id, string description, Verdict ours, FindingKind? finding, bool osslSigncode, Func<byte[], byte[]> change) =>
        new(id, description, ours, finding, osslSigncode, async () => (await Samples.ImageAsync()).WithMessage(change));

    private static AttackCase Signed(
        string id,
        string description,
        Verdict ours,
        FindingKind? finding,
        bool osslSigncode,
        CertificateOptions options,
        DateTimeOffset? time = null,
        bool stamped = true) => new(id, description, ours, finding, osslSigncode, async () =>
        {
            var withKey = options.KeyKind == TestKeyKind.Rsa1024 ? options : options with { Key = Fit.Key };
            using var signer = TestIdentities.Authority.Issue(withKey);
            return (await Samples.SignImageAsync(signer, time, stamped)).File;
        });

    /// <summary>Signed below a chain of authorities that are made as the options say.</summary>
    private static AttackCase Below(
        string id, string description, FindingKind finding, bool osslSigncode, params CertificateOptions[] authorities) =>
        new(id, description, Verdict.Untrusted, finding, osslSigncode, async () =>
        {
            var issuer = TestIdentities.Authority.Issuer;
            foreach (var options in authorities)
                issuer = issuer.Issue(options);
            using var signer = issuer.Issue(Fit);
            return (await Samples.SignImageAsync(signer)).File;
        });

    private static async Task<byte[]> PaddedAsync()
    {
        var image = await Samples.ImageAsync();
        var message = image.Message;
        for (var size = 1; (8 + message.Length) % 8 == 0; size++)
            message = SignedDataSurgery.AddUnsignedAttribute(image.Message, UnknownAttribute, new DerOctetString(new byte[size]));
        var table = SignedImage.Entry(message);
        table[^1] = 1;
        return image.WithTable(table);
    }

    private static async Task<byte[]> NestAsync(Func<byte[], byte[]> primary, Func<byte[], byte[]> nested, bool strangerInside = false)
    {
        using var stranger = TestIdentities.Stranger.Issue(Fit);
        var inner = await Samples.SignImageAsync(strangerInside ? stranger : TestIdentities.CodeSigningEc);
        return (await Samples.ImageAsync()).WithMessage(m => SignedDataSurgery.AddUnsignedAttribute(
            primary(m), NestedAttribute, Asn1Object.FromByteArray(nested(inner.Message))));
    }

    /// <summary>Signed with a certificate that has expired, and countersigned last week.</summary>
    private static async Task<byte[]> CountersignedAsync(Func<byte[], byte[]> countersigned)
    {
        using var signer = TestIdentities.Authority.Issue(Fit with { NotAfter = Yesterday });
        var stamper = TestIdentities.Timestamping;
        var image = await Samples.SignImageAsync(signer, stamped: false);
        return image.WithMessage(m =>
        {
            var value = LegacyCountersignature.Make(countersigned(m), stamper, LastWeek);
            var with = SignedDataSurgery.AddUnsignedAttribute(m, LegacyCountersignature.Attribute, Asn1Object.FromByteArray(value));
            return SignedDataSurgery.AddCertificate(with, stamper.Certificate);
        });
    }

    /// <summary>The signer, and the same one again without its unsigned attributes.</summary>
    private static DerSet WithSecondSigner(Asn1Encodable signer) =>
        new(signer, new DerSequence(Asn1Sequence.GetInstance(signer).Take(6).ToArray()));

    /// <summary>The signed attributes with the first one again.</summary>
    private static DerTaggedObject Doubled(Asn1Encodable attributes)
    {
        var set = Asn1Set.GetInstance(Asn1TaggedObject.GetInstance(attributes), declaredExplicit: false).ToList();
        return new DerTaggedObject(false, 0, new DerSet(set.Append(set[0]).ToArray()));
    }

    /// <summary>Name constraints (RFC 5280, section 4.2.1.10): names with one organisation alone.</summary>
    private static X509Extension PermittingOnly(string organisation)
    {
        var name = new X500DistinguishedName($"O={organisation}, C=CH");
        var subtree = new DerSequence(new DerTaggedObject(true, 4, Asn1Object.FromByteArray(name.RawData)));
        var constraints = new DerSequence(new DerTaggedObject(false, 0, new DerSequence(subtree)));
        return new X509Extension("2.5.29.30", constraints.GetDerEncoded(), critical: true);
    }
}
