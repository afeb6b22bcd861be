using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Keys;

/// <summary>Chains that break a rule: what the verifier refuses after signing is refused before it.</summary>
[TestClass]
public sealed class InvalidChainTests
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string Timestamping = "1.3.6.1.5.5.7.3.8";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestMethod]
    public async Task A_chain_in_order_is_accepted()
    {
        using var chain = Chain.Issue();
        using var folder = chain.WriteTo(new KeyFolder());
        (await folder.OpenAsync("key.pem")).Dispose();
        Assert.IsTrue(chain.Verify().IsTrusted);
    }

    [TestMethod]
    public async Task A_self_signed_authority_that_may_not_sign_certificates()
    {
        using var chain = Chain.SelfSign(new X509BasicConstraintsExtension(true, false, 0, true));
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "KeyCertSign");
    }

    [TestMethod]
    public async Task An_issuer_that_may_not_sign_certificates()
    {
        using var chain = Chain.Issue(issuer: [new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)]);
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "KeyCertSign");
    }

    [TestMethod]
    public async Task A_name_that_the_issuer_is_not_allowed_to_certify()
    {
        using var chain = Chain.Issue(issuer: [PermittedName("CN=Somebody else")]);
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "name constraints");
    }

    [TestMethod]
    public async Task A_critical_extension_that_nobody_knows()
    {
        using var chain = Chain.Issue(leaf: [new X509Extension("1.3.6.1.4.1.99999.1", [0x05, 0x00], critical: true)]);
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "critical extension");
    }

    [TestMethod]
    public async Task An_authority_key_identifier_of_another_key()
    {
        using var chain = Chain.Issue(leaf: [X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier([1, 2, 3])]);
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "authority key identifier");
    }

    [TestMethod]
    public async Task An_issuer_whose_application_policies_leave_out_code_signing()
    {
        using var chain = Chain.Issue(issuer: [ApplicationPolicies(Timestamping)]);
        await RequireRefusalAsync(chain, KeyDiagnostics.InvalidChain, "application policies");
    }

    [TestMethod]
    public async Task An_issuer_with_a_short_elliptic_curve_key()
    {
        using var weak = ECDsa.Create(ECCurve.NamedCurves.brainpoolP224r1);
        using var chain = Chain.Issue(issuerKey: weak);
        await RequireRefusalAsync(chain, KeyDiagnostics.WeakKey, "224 bits");
    }

    private static async Task RequireRefusalAsync(Chain chain, DiagnosticDescriptor expected, string cause)
    {
        Assert.IsFalse(chain.Verify().IsTrusted, "The verifier accepts the chain: there is no reason to refuse it.");
        using var folder = chain.WriteTo(new KeyFolder());
        var refusal = await folder.RefusalAsync("key.pem", expected);
        Assert.Contains(cause, refusal.Cause);
        Assert.AreEqual(folder.File("key.pem"), refusal.File);
    }

    /// <summary>RFC 5280, section 4.2.1.10, with one permitted directoryName.</summary>
    private static X509Extension PermittedName(string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
            writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }

    /// <summary>Microsoft's application policies, which Active Directory's authorities add: a CertificatePolicies of usages.</summary>
    private static X509Extension ApplicationPolicies(string usage)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(usage);
        return new X509Extension("1.3.6.1.4.1.311.21.10", writer.Encode(), critical: false);
    }

    /// <summary>A certificate with its issuers; given extensions take the place of those that a sound chain has.</summary>
    private sealed record Chain(RSA Key, IReadOnlyList<X509Certificate2> Certificates) : IDisposable
    {
        public static Chain SelfSign(params X509Extension[] extensions)
        {
            var key = RSA.Create(2048);
            var request = Request("CN=Self-signed", key, [.. Leaf(), .. extensions]);
            return new(key, [request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(100))]);
        }

        public static Chain Issue(X509Extension[]? issuer = null, X509Extension[]? leaf = null, AsymmetricAlgorithm? issuerKey = null)
        {
            using var rootKey = RSA.Create(2048);
            using var ownIssuerKey = RSA.Create(2048);
            var key = RSA.Create(2048);
            var root = Request("CN=Root", rootKey, Authority()).CreateSelfSigned(Now.AddDays(-2), Now.AddDays(200));
            var middle = Make("CN=Issuer", issuerKey ?? ownIssuerKey, [.. Authority(), .. issuer ?? []], root, rootKey);
            var signer = Make("CN=Signer", key, [.. Leaf(), .. leaf ?? []], middle, issuerKey ?? ownIssuerKey);
            return new(key, [signer, middle, root]);
        }

        /// <summary>What the independent verifier makes of it, with its root trusted.</summary>
        public CertificatePath Verify() => new CertificateChainVerifier().Verify(
            Certificates[0], [.. Certificates.Skip(1)],
            new ChainRequirements(TrustStore.FromCertificates([Certificates[^1]]), ChainRequirements.CodeSigning, Now));

        public KeyFolder WriteTo(KeyFolder folder)
        {
            folder.Write("key.pem", $"{Key.ExportPkcs8PrivateKeyPem()}\n{string.Join('\n', Certificates.Select(c => c.ExportCertificatePem()))}\n");
            return folder;
        }

        public void Dispose()
        {
            Key.Dispose();
            foreach (var certificate in Certificates)
                certificate.Dispose();
        }

        private static X509Certificate2 Make(
            string subject, AsymmetricAlgorithm key, X509Extension[] extensions, X509Certificate2 issuer, AsymmetricAlgorithm issuerKey)
        {
            var identifier = issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single();
            var request = Request(subject, key, [X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier), .. extensions]);
            var generator = issuerKey is RSA rsa
                ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
                : X509SignatureGenerator.CreateForECDsa((ECDsa)issuerKey);
            return request.Create(issuer.SubjectName, generator, Now.AddDays(-1), Now.AddDays(100), RandomNumberGenerator.GetBytes(8));
        }

        // The last extension of a kind counts.
        private static CertificateRequest Request(string subject, AsymmetricAlgorithm key, X509Extension[] extensions)
        {
            var request = key is RSA rsa
                ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            foreach (var extension in extensions.Reverse().DistinctBy(e => e.Oid!.Value))
                request.CertificateExtensions.Add(extension);
            return request;
        }

        private static X509Extension[] Authority() =>
            [new X509BasicConstraintsExtension(true, false, 0, true), new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true)];

        private static X509Extension[] Leaf() =>
        [
            new X509BasicConstraintsExtension(false, false, 0, true),
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true),
            new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], false),
        ];
    }
}
