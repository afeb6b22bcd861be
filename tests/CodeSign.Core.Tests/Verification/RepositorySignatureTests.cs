using System.Security.Cryptography;
using CodeSign.Testing;
using CodeSign.Verification;
using CodeSign.Verification.Policies;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Repository signatures as primary ones and as countersignatures, made of an author's by changing what is signed.</summary>
[TestClass]
public sealed class RepositorySignatureTests
{
    private const string ContentType = "1.2.840.113549.1.9.3";
    private const string MessageDigest = "1.2.840.113549.1.9.4";
    private const string Countersignature = "1.2.840.113549.1.9.6";
    private const string Commitment = "1.2.840.113549.1.9.16.2.16";
    private const string Author = "1.2.840.113549.1.9.16.6.1";
    private const string Repository = "1.2.840.113549.1.9.16.6.2";
    private const string ServiceIndex = "1.3.6.1.4.1.311.84.2.1.1.1";
    private const string Owners = "1.3.6.1.4.1.311.84.2.1.1.2";
    private const string Index = "https://packages.example.org/v3/index.json";

    private static readonly TestCertificate Signer = TestIdentities.CodeSigning;
    private static readonly RSA Key = (RSA)TestIdentities.CodeSigning.Key;

    [TestMethod]
    public async Task A_repositorys_primary_signature_is_trusted_with_what_it_says()
    {
        var result = await VerifyAsync(Says(Repository, Index, "contoso", "fabrikam"));
        Verifying.AssertVerdict(Verdict.Trusted, result);
        var signature = result.Signatures.Single();
        Assert.AreEqual(SignatureKind.PackageRepository, signature.Kind);
        Assert.AreEqual(Index, signature.Repository!.ServiceIndex);
        Assert.AreEqual("contoso, fabrikam", string.Join(", ", signature.Repository.Owners));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("http://packages.example.org/v3/index.json")]
    [DataRow("no address")]
    public async Task A_repository_must_say_where_it_is_over_https(string? index) =>
        AssertBroken(await VerifyAsync(Says(Repository, index)));

    [TestMethod]
    public async Task Owners_that_are_empty_are_refused() => AssertBroken(await VerifyAsync(Says(Repository, Index, " ")));

    [TestMethod]
    public async Task Nobody_is_author_and_repository_at_once() => AssertBroken(await VerifyAsync(attributes =>
    {
        Says(Repository, Index)(attributes);
        attributes.Add(Attribute(Commitment, new DerSequence(new DerObjectIdentifier(Author))));
    }));

    [TestMethod]
    public async Task A_repository_countersigns_what_an_author_has_signed_and_each_is_verified()
    {
        var result = await Verifying.VerifyAsync(await CountersignedAsync(_ => { }, Says(Repository, Index, "contoso")));
        Verifying.AssertVerdict(Verdict.Trusted, result);
        Assert.AreEqual(SignatureKind.PackageAuthor, result.Signatures.Single().Kind);
        var countersignature = result.Signatures[0].Nested.Single();
        Assert.AreEqual((SignatureKind.PackageRepository, SignatureState.Trusted), (countersignature.Kind, countersignature.State));
        Assert.AreEqual("contoso", countersignature.Repository!.Owners.Single());
    }

    [TestMethod]
    public async Task An_author_does_not_countersign_and_nobody_countersigns_a_repository()
    {
        AssertBroken(await Verifying.VerifyAsync(await CountersignedAsync(_ => { }, Says(Author, null))));
        AssertBroken(await Verifying.VerifyAsync(await CountersignedAsync(Says(Repository, Index), Says(Repository, Index))));
    }

    [TestMethod]
    public async Task A_countersignature_of_another_signature_is_not_hidden_by_a_good_primary_one()
    {
        var package = await CountersignedAsync(_ => { }, Says(Repository, Index), digest: new byte[32]);
        Verifying.AssertVerdict(Verdict.Invalid, await Verifying.VerifyAsync(package));
    }

    [TestMethod]
    public async Task A_policy_can_ask_for_the_owners_that_a_repository_names()
    {
        var package = await CountersignedAsync(_ => { }, Says(Repository, Index, "contoso"));
        Assert.IsTrue((await Verifying.VerifyAsync(package, OwnedBy("Contoso"))).IsAccepted);
        var other = await Verifying.VerifyAsync(package, OwnedBy("fabrikam"));
        Assert.IsFalse(other.IsAccepted);
        Assert.IsTrue(other.Findings.Any(f => f.Kind == FindingKind.PolicySigner), Verifying.Describe(other));
    }

    private static Dictionary<string, string> Swiss => new() { ["C"] = "CH" };

    private static VerificationOptions OwnedBy(string owner) => Verifying.Options with
    {
        Policy = new VerificationPolicy
        {
            SchemaVersion = 1,
            Rules =
            [
                new()
                {
                    Name = "owned",
                    Packages = ["*"],
                    Timestamp = PolicyRequirement.Optional,
                    Signers = [new() { Subject = Swiss, As = PolicySignatureKind.Repository, Owners = [owner] }],
                },
            ],
        },
    };

    private static void AssertBroken(VerificationResult result)
    {
        Verifying.AssertVerdict(Verdict.Invalid, result);
        Assert.IsTrue(result.Findings.Any(f => f.Kind == FindingKind.SignedAttribute), Verifying.Describe(result));
    }

    /// <summary>A package whose primary signature was made with other attributes.</summary>
    private static async Task<VerificationResult> VerifyAsync(Action<List<Asn1Encodable>> change) =>
        await Verifying.VerifyAsync((await PackageAsync()).WithMessage(m => SignedDataSurgery.Resign(m, Key, change)));

    private static async Task<SignedPackage> PackageAsync() => new(await Samples.SignPackageAsync(Signer, stamped: false));

    /// <summary>A package whose primary signature is countersigned.</summary>
    private static async Task<byte[]> CountersignedAsync(
        Action<List<Asn1Encodable>> primary, Action<List<Asn1Encodable>> counter, byte[]? digest = null)
    {
        var package = await PackageAsync();
        return package.WithMessage(m =>
        {
            var signed = SignedDataSurgery.Resign(m, Key, primary);
            List<Asn1Encodable>? countersigner = null;
            SignedDataSurgery.EditSigner(signed, signer => countersigner = [.. signer]);
            SignedDataSurgery.Resign(countersigner!, Key, attributes =>
            {
                attributes.RemoveAll(attribute => TypeOf(attribute) is ContentType or MessageDigest);
                var value = digest ?? SHA256.HashData(SignedDataSurgery.SignatureOf(signed));
                attributes.Add(Attribute(MessageDigest, new DerOctetString(value)));
                counter(attributes);
            });
            return SignedDataSurgery.AddUnsignedAttribute(signed, Countersignature, new DerSequence(countersigner!.ToArray()));
        });
    }

    /// <summary>Makes attributes say who signs as what.</summary>
    private static Action<List<Asn1Encodable>> Says(string commitment, string? index, params string[] owners) => attributes =>
    {
        attributes.RemoveAll(attribute => TypeOf(attribute) == Commitment);
        attributes.Add(Attribute(Commitment, new DerSequence(new DerObjectIdentifier(commitment))));
        if (index is not null)
            attributes.Add(Attribute(ServiceIndex, new DerIA5String(index)));
        if (owners.Length > 0)
            attributes.Add(Attribute(Owners, new DerSequence(owners.Select(owner => (Asn1Encodable)new DerUtf8String(owner)).ToArray())));
    };

    private static string? TypeOf(Asn1Encodable attribute) => Asn1Sequence.GetInstance(attribute)[0].ToString();

    private static DerSequence Attribute(string oid, Asn1Encodable value) => new(new DerObjectIdentifier(oid), new DerSet(value));
}
