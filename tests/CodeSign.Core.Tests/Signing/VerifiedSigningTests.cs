using System.IO.Compression;
using System.Security.Cryptography;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Signing;

/// <summary>The engine with the real formats and the real reader.</summary>
[TestClass]
public sealed class VerifiedSigningTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Programs_and_packages_are_signed_verified_and_moved_into_place(bool timestamped)
    {
        using var bench = new SigningBench();
        await using var server = new TimestampServer();
        using var timestamps = Client(bench, server);
        var profile = Profile(timestamped ? timestamps : null);
        var package = Package(bench, "a.nupkg");

        var files = await Engine(bench).SignAsync(
            [
                new(bench.Image("a.dll"), bench.Folder.File("out", "a.dll"), profile),
                new(package, bench.Folder.File("out", "a.nupkg"), profile),
            ], CancellationToken.None);

        Assert.AreEqual("pe nupkg", string.Join(' ', files.Select(file => file.Format)));
        foreach (var file in files)
        {
            Assert.AreEqual(FileDigest.Sha256(file.Job.Destination, CancellationToken.None), file.Sha256);
            Assert.AreEqual(timestamped, file.Timestamp is not null);
        }
        Assert.IsNull(files[0].PackageContent);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(package))), files[1].PackageContent!.Sha256);
        Assert.AreEqual(Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(package))), files[1].PackageContent!.Sha512);
        bench.AssertNoLeftovers();
    }

    [TestMethod]
    public async Task A_key_that_is_not_the_certificates_is_found_out_and_nothing_is_moved()
    {
        using var bench = new SigningBench();
        using var stranger = RSA.Create(2048);
        using var key = new CountingSigningKey(stranger);
        var profile = Profile(null) with { Signer = new SigningIdentity(TestIdentities.CodeSigning.Chain, key, KeyKind.File) };
        var jobs = bench.Jobs(3, profile);

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => Engine(bench).SignAsync(jobs, CancellationToken.None));

        Assert.AreEqual("CSB4001", failure.Diagnostic.Descriptor.Code);
        SigningBench.AssertUntouched(jobs);
    }

    [TestMethod]
    public async Task A_timestamp_by_an_authority_that_is_not_trusted_is_found_out_and_nothing_is_moved()
    {
        using var bench = new SigningBench();
        await using var server = new TimestampServer();
        using var timestamps = Client(bench, server);
        var jobs = bench.Jobs(1, Profile(timestamps));

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => Engine(bench, TrustStore.Empty).SignAsync(jobs, CancellationToken.None));

        Assert.AreEqual("CSB4001", failure.Diagnostic.Descriptor.Code);
        SigningBench.AssertUntouched(jobs);
    }

    [TestMethod]
    public async Task The_reader_demands_the_planned_certificate_digest_and_absence_of_a_timestamp()
    {
        using var bench = new SigningBench();
        var job = new SigningJob(bench.Image("a.dll"), bench.Folder.File("signed.dll"), Profile(null));
        var signed = (await Engine(bench).SignAsync([job], CancellationToken.None)).Single();
        var expectation = new SignatureExpectation
        {
            Chain = job.Profile.Signer.Chain,
            Digest = job.Profile.Digest,
            ContentDigest = Convert.FromHexString(signed.ContentDigest),
            Timestamp = null,
        };
        var inspector = Inspector();
        await inspector.VerifyAsync(job.Destination, expectation, CancellationToken.None);

        foreach (var other in new[]
        {
            expectation with { Chain = TestIdentities.SelfSigned.Chain },
            expectation with { ContentDigest = new byte[32] },
            expectation with { Digest = CodeSign.Cms.DigestAlgorithm.Sha384 },
            expectation with { Timestamp = await new FakeTimestamps().TimestampAsync(default, job.Profile.Digest, job.Profile.Signer.Certificate, default) },
        })
            await Assert.ThrowsExactlyAsync<CodeSignException>(() => inspector.VerifyAsync(job.Destination, other, CancellationToken.None));
    }

    [TestMethod]
    public async Task Files_that_arrive_are_told_apart()
    {
        using var bench = new SigningBench();
        var unsigned = bench.Image("unsigned.dll");
        var signed = bench.Folder.File("signed.dll");
        await Engine(bench).SignAsync([new(unsigned, signed, Profile(null))], CancellationToken.None);
        var broken = bench.Folder.File("broken.dll");
        var bytes = File.ReadAllBytes(signed);
        bytes[0x410] ^= 1;
        File.WriteAllBytes(broken, bytes);

        var untrusting = Inspector();
        var trusting = Inspector(TestIdentities.Authority.Root);

        Assert.AreEqual(ExistingSignatureState.None, (await untrusting.InspectAsync(unsigned, CancellationToken.None)).Signature.State);
        Assert.AreEqual(ExistingSignatureState.Untrusted, (await untrusting.InspectAsync(signed, CancellationToken.None)).Signature.State);
        Assert.AreEqual(ExistingSignatureState.Broken, (await trusting.InspectAsync(broken, CancellationToken.None)).Signature.State);
        var trusted = await trusting.InspectAsync(signed, CancellationToken.None);
        Assert.AreEqual(ExistingSignatureState.Trusted, trusted.Signature.State);
        Assert.AreEqual(CertificateName.Sha256(TestIdentities.CodeSigning.Certificate), trusted.Signature.CertificateSha256);
        Assert.AreEqual(FileDigest.Sha256(signed, CancellationToken.None), trusted.Sha256);
    }

    [TestMethod]
    [DataRow(ExistingSignature.Append)]
    [DataRow(ExistingSignature.Replace)]
    public async Task A_signature_by_someone_else_is_kept_or_replaced_and_ours_is_verified(ExistingSignature existing)
    {
        using var bench = new SigningBench();
        var theirs = Profile(null) with { Signer = TestIdentities.SelfSigned.CreateIdentity() };
        var first = bench.Folder.File("first.dll");
        await Engine(bench).SignAsync([new(bench.Image("a.dll"), first, theirs)], CancellationToken.None);

        var second = bench.Folder.File("second.dll");
        var files = await Engine(bench).SignAsync([new(first, second, Profile(null) with { Existing = existing })], CancellationToken.None);

        Assert.AreEqual(FileDigest.Sha256(second, CancellationToken.None), files.Single().Sha256);
    }

    private static SigningEngine Engine(SigningBench bench, TrustStore? timestampTrust = null) => new(new SigningEngineOptions
    {
        Formats = new SignatureFormats().All,
        Inspector = new SignatureInspector(
            new ArtifactVerifier(), TrustStore.Empty, timestampTrust ?? TrustStore.FromCertificates([TestIdentities.Authority.Root])),
        Log = bench.Log,
    });

    private static TimestampClient Client(SigningBench bench, TimestampServer server) => new(
        new TimestampClientOptions
        {
            Servers = [server.Address],
            Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]),
            Log = bench.Log,
        },
        new TimestampTokenVerifier(new CertificateChainVerifier()));

    private static SignatureInspector Inspector(params System.Security.Cryptography.X509Certificates.X509Certificate2[] roots) =>
        new(new ArtifactVerifier(), TrustStore.FromCertificates(roots), TrustStore.Empty);

    private static SigningProfile Profile(ITimestampAuthority? timestamps) =>
        new() { Signer = TestIdentities.CodeSigning.CreateIdentity(), Timestamps = timestamps };

    private static string Package(SigningBench bench, string name)
    {
        var path = bench.Folder.File(name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry("a.nuspec").Open()))
            nuspec.Write("<package><metadata><id>A</id><version>1.0.0</version></metadata></package>");
        using var content = archive.CreateEntry("content/a.bin").Open();
        content.Write(new byte[10_000]);
        return path;
    }
}
