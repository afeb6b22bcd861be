using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Testing;
using CodeSign.Verification.Messages;
using CodeSign.Verification.Revocation;
using CodeSign.Verification.Trust;

namespace CodeSign.Core.Tests.Verification.Revocation;

/// <summary>What OpenSSL and .NET write is understood too: the tests' server shares its author with the reader.</summary>
[TestClass]
public sealed class OpenSslRevocationTests
{
    private static readonly CertificateAuthority Authority = TestIdentities.Authority;
    private static readonly X509Certificate2 Issuer = Authority.Issuer.Certificate;

    [TestMethod]
    public async Task OpenSsl_understands_our_question_and_we_its_answer()
    {
        using var folder = new TemporaryFolder();
        using var revoked = Authority.Issue(new() { KeyKind = TestKeyKind.EcP256 });
        var good = TestIdentities.CodeSigning;
        var index = $"{Line('R', revoked.Certificate, "240305060708Z,keyCompromise")}\n{Line('V', good.Certificate, "")}\n";
        foreach (var certificate in new[] { revoked, good })
        {
            (await OpenSsl.RunAsync(
            [
                "ocsp", "-index", folder.Write("index.txt", index), "-CA", folder.Write("ca.pem", Issuer.ExportCertificatePem()),
                "-rsigner", folder.File("ca.pem"), "-rkey", folder.Write("ca.key", Authority.Issuer.Pkcs8Pem()),
                "-reqin", folder.Write("request.der", OcspRequest.Make(certificate.Certificate, Issuer)),
                "-respout", folder.File("response.der"), "-ndays", "7",
            ])).EnsureSuccess();

            Assert.IsTrue(OcspResponse.TryRead(File.ReadAllBytes(folder.File("response.der")), out var response, out var reason), reason);
            Assert.IsTrue(response.IsFrom(Issuer, DateTimeOffset.UtcNow, new CertificateCache(), new SignatureValueVerifier()));
            var answer = response.Find(certificate.Certificate, Issuer);
            Assert.IsTrue(answer is { IsKnown: true });
            Assert.AreEqual(certificate == revoked ? RevocationReason.KeyCompromise : null, answer.Entry?.Reason);
            if (certificate == revoked)
                Assert.AreEqual(new DateTimeOffset(2024, 3, 5, 6, 7, 8, TimeSpan.Zero), answer.Entry!.Time);
        }
    }

    [TestMethod]
    public void A_list_that_dotnet_writes_is_understood()
    {
        using var revoked = Authority.Issue(new() { KeyKind = TestKeyKind.EcP256 });
        Assert.IsTrue(RevocationList.TryRead(Authority.RevocationList(revoked.Certificate), out var list, out var reason), reason);
        Assert.IsNull(list.WhyNotAbout(revoked.Certificate, Issuer, [], new SignatureValueVerifier()));
        Assert.IsNotNull(list.Find(revoked.Certificate.SerialNumberBytes.Span));
        Assert.IsNull(list.Find(TestIdentities.CodeSigning.Certificate.SerialNumberBytes.Span));
    }

    private static string Line(char state, X509Certificate2 certificate, string revocation) => string.Create(
        CultureInfo.InvariantCulture,
        $"{state}\t{certificate.NotAfter.ToUniversalTime():yyMMddHHmmss}Z\t{revocation}\t{certificate.SerialNumber}\tunknown\t/CN=x");
}
