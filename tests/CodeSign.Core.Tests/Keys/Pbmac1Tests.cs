using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>PKCS #12 with the checksum of RFC 9579, which OpenSSL writes from 3.4 on.</summary>
[TestClass]
public sealed class Pbmac1Tests
{
    private static readonly byte[] Salt = [1, 2, 3, 4, 5, 6, 7, 8];

    [TestMethod]
    public async Task A_file_with_PBMAC1_opens_with_its_password_only()
    {
        using var folder = new KeyFolder().WithPassword();
        await WriteAsync(folder, contentChange: 0);

        using (var identity = await folder.OpenAsync("pbmac1.pfx"))
            await Signatures.RequireWorkingAsync(identity);

        folder.WithPassword("a wrong one");
        await folder.RefusalAsync("pbmac1.pfx", KeyDiagnostics.PasswordWrong);
    }

    [TestMethod]
    public async Task A_change_under_PBMAC1_is_noticed()
    {
        using var folder = new KeyFolder().WithPassword();
        await WriteAsync(folder, contentChange: 1);

        await folder.RefusalAsync("pbmac1.pfx", KeyDiagnostics.KeyFileDamaged);
    }

    /// <summary>Takes a file that OpenSSL wrote without a checksum and adds one, computed with the platform's primitives.</summary>
    private static async Task WriteAsync(KeyFolder folder, byte contentChange)
    {
        folder.Write("all.pem", TestIdentities.CodeSigning.Pkcs8Pem() + TestIdentities.CodeSigning.ChainPem());
        await folder.OpenSslAsync("pkcs12", "-export", "-nomac", "-in", "all.pem", "-out", "nomac.pfx", "-passout", "env:PASSWORD");
        var pfx = new AsnReader(await File.ReadAllBytesAsync(folder.File("nomac.pfx")), AsnEncodingRules.BER).ReadSequence();
        pfx.ReadInteger();
        var authSafe = pfx.ReadEncodedValue();
        var contentInfo = new AsnReader(authSafe, AsnEncodingRules.BER).ReadSequence();
        contentInfo.ReadObjectIdentifier();
        var content = contentInfo.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString();

        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(KeyFolder.Secret), Salt, 100, HashAlgorithmName.SHA256, 32);
        var mac = HMACSHA512.HashData(key, content);
        mac[0] ^= contentChange;

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(3);
            writer.WriteEncodedValue(authSafe.Span);
            using (writer.PushSequence())
            {
                WriteDigestInfo(writer, mac);
                writer.WriteOctetString("NOT USED"u8);
                writer.WriteInteger(1);
            }
        }

        folder.Write("pbmac1.pfx", writer.Encode());
    }

    private static void WriteDigestInfo(AsnWriter writer, byte[] mac)
    {
        using var digestInfo = writer.PushSequence();
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.5.14");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.5.12");
                    using (writer.PushSequence())
                    {
                        writer.WriteOctetString(Salt);
                        writer.WriteInteger(100);
                        writer.WriteInteger(32);
                        WriteAlgorithm(writer, "1.2.840.113549.2.9");
                    }
                }

                WriteAlgorithm(writer, "1.2.840.113549.2.11");
            }
        }

        writer.WriteOctetString(mac);
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid)
    {
        using var algorithm = writer.PushSequence();
        writer.WriteObjectIdentifier(oid);
        writer.WriteNull();
    }
}
