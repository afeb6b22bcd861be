using System.Formats.Asn1;
using CodeSign.Testing;
using CodeSign.Verification.Revocation;
using CodeSign.Verification.Trust;

namespace CodeSign.Core.Tests.Fuzzing;

/// <summary>
/// The readers of what revocation servers send, and hostile answers: a changed one says nothing, or what it said before where the change is
/// beside what is signed; and what reads on behind a signature that does not hold is up to it too.
/// </summary>
[TestClass]
public sealed class RevocationReaderFuzzTests
{
    /// <summary>What takes that long hangs: the rounds of a suite take seconds.</summary>
    private const int Hangs = 3_600_000;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [TestMethod]
    [Timeout(Hangs)]
    public async Task Revocation_lists()
    {
        await using var server = new RevocationServer();
        using var authority = Create(server, RevocationSources.Lists);
        using var revoked = authority.Issue(new() { KeyKind = TestKeyKind.EcP256 });
        using var signer = authority.Issue(new() { KeyKind = TestKeyKind.EcP256 });
        server.Revoked.Add(new RevokedCertificate(revoked.Certificate, Now.AddDays(-1), 1, Now.AddDays(-2)));
        server.Revoked.Add(new RevokedCertificate(signer.Certificate, Now.AddDays(-3)));
        var original = await GetAsync(RevocationServer.ListOf(server.Address, root: false));
        var (certificate, issuer) = (signer.Certificate, authority.Issuer.Certificate);
        var (reader, addresses) = (new RevocationReader(new CertificateCache()), RevocationAddresses.Of(certificate));
        var expected = reader.ReadList(original, certificate, issuer, addresses, Now);
        Assert.IsTrue(expected.IsKnown, expected.Reason);

        FuzzLab.Search(original, content =>
        {
            AssertNothingElse(expected, reader.ReadList(content, certificate, issuer, addresses, Now));
            if (RevocationList.TryRead(content, out var list, out _))
                Try(() => list.Find(certificate.SerialNumberBytes.Span));
        });
    }

    [TestMethod]
    [Timeout(Hangs)]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Answers_of_responders(bool delegates)
    {
        await using var server = new RevocationServer { Delegates = delegates };
        using var authority = Create(server, RevocationSources.Answers);
        using var signer = authority.Issue(new() { KeyKind = TestKeyKind.EcP256 });
        server.Revoked.Add(new RevokedCertificate(signer.Certificate, Now.AddDays(-1), 4));
        var (certificate, issuer) = (signer.Certificate, authority.Issuer.Certificate);
        var original = await PostAsync(
            RevocationServer.ResponderOf(server.Address, root: false), OcspRequest.Make(certificate, issuer));
        var reader = new RevocationReader(new CertificateCache());
        var expected = reader.ReadAnswer(original, certificate, issuer, Now);
        Assert.IsTrue(expected.IsKnown, expected.Reason);

        FuzzLab.Search(original, content =>
        {
            AssertNothingElse(expected, reader.ReadAnswer(content, certificate, issuer, Now));
            if (OcspResponse.TryRead(content, out var response, out _))
                Try(() => response.Find(certificate, issuer));
        });
    }

    private static CertificateAuthority Create(RevocationServer server, RevocationSources sources)
    {
        var authority = CertificateAuthority.Create(
            "CodeSign Fuzzed Root", withIntermediate: true, TestKeyKind.EcP256, revocationServer: server.Address);
        authority.RevocationSources = sources;
        server.Authority = authority;
        return authority;
    }

    private static void AssertNothingElse(RevocationStatus expected, RevocationStatus status)
    {
        if (status.IsKnown)
            Assert.AreEqual(expected, status);
    }

    /// <summary>Malformed content is refused so, and the reader makes a reason of it.</summary>
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (AsnContentException)
        {
            // A refusal is what a broken list deserves.
        }
    }

    private static async Task<byte[]> GetAsync(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetByteArrayAsync(address);
    }

    private static async Task<byte[]> PostAsync(Uri address, byte[] request)
    {
        using var client = new HttpClient();
        using var response = await client.PostAsync(address, new ByteArrayContent(request));
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }
}
