using System.Globalization;
using System.Security.Cryptography;
using CodeSign.Cms;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Math;

namespace CodeSign.Timestamping;

/// <summary>Writes what a timestamp token signs.</summary>
internal static class TimestampInfoWriter
{
    private const int SerialNumberSize = 16;

    /// <summary>A TSTInfo (RFC 3161, section 2.4.2), exact to one second, with a random serial number.</summary>
    public static byte[] Write(byte[] imprint, DigestAlgorithm algorithm, string policy, DateTimeOffset time)
    {
        var serialNumber = RandomNumberGenerator.GetBytes(SerialNumberSize);
        serialNumber[0] = (byte)((serialNumber[0] & 0x7F) | 0x40);
        return new DerSequence(
            DerInteger.ValueOf(1),
            new DerObjectIdentifier(policy),
            TimestampRequest.Imprint(imprint, algorithm),
            new DerInteger(new BigInteger(serialNumber)),
            new DerGeneralizedTime(time.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture)),
            new Accuracy(DerInteger.ValueOf(1), null, null)).GetEncoded(Asn1Encodable.Der);
    }
}
