using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class FileSigningKeyTests
{
    [TestMethod]
    [DataRow(TestKeyKind.Rsa2048)]
    [DataRow(TestKeyKind.EcP256)]
    public async Task Eight_threads_sign_at_once_and_every_signature_is_valid(TestKeyKind kind)
    {
        using var folder = new KeyFolder();
        var signer = kind == TestKeyKind.Rsa2048 ? TestIdentities.CodeSigning : TestIdentities.CodeSigningEc;
        folder.Write("key.pem", signer.Pkcs8Pem() + signer.ChainPem());
        using var identity = await folder.OpenAsync("key.pem");
        using var start = new Barrier(8);

        var valid = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() => SignMany(start), TaskCreationOptions.LongRunning)));

        Assert.AreEqual(8 * 50, valid.Sum());

        int SignMany(Barrier together)
        {
            together.SignalAndWait();
            var good = 0;
            for (var i = 0; i < 50; i++)
            {
                var digest = RandomNumberGenerator.GetBytes(32);
                var signature = identity.Key.SignDigestAsync(digest, DigestAlgorithm.Sha256, CancellationToken.None).AsTask().Result;
                good += Signatures.Verifies(signer.Certificate, digest, signature, DigestAlgorithm.Sha256) ? 1 : 0;
            }

            return good;
        }
    }

    [TestMethod]
    public async Task A_digest_of_a_wrong_length_is_refused()
    {
        using var folder = new KeyFolder();
        folder.Write("key.pem", TestIdentities.CodeSigning.Pkcs8Pem() + TestIdentities.CodeSigning.ChainPem());
        using var identity = await folder.OpenAsync("key.pem");

        await Assert.ThrowsExactlyAsync<ArgumentException>(
            () => identity.Key.SignDigestAsync(new byte[20], DigestAlgorithm.Sha256, CancellationToken.None).AsTask());
    }

    [TestMethod]
    public async Task A_disposed_key_signs_nothing()
    {
        using var folder = new KeyFolder();
        folder.Write("key.pem", TestIdentities.CodeSigning.Pkcs8Pem() + TestIdentities.CodeSigning.ChainPem());
        var identity = await folder.OpenAsync("key.pem");
        identity.Dispose();
        identity.Dispose();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(
            () => identity.Key.SignDigestAsync(new byte[32], DigestAlgorithm.Sha256, CancellationToken.None).AsTask());
    }
}
