using CodeSign.Cms;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Tsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;

namespace CodeSign.Testing;

/// <summary>Makes the TimeStampResp (RFC 3161, section 2.4.2) to a request, with the fault asked for.</summary>
internal sealed class TimestampReply(TimestampSigners signers, string policy) : IDisposable
{
    private const string ContentTypeTstInfo = "1.2.840.113549.1.9.16.1.4";
    private static readonly DerBitString BadAlgorithm = new(new byte[] { 0x80 }, 7);
    private const string OtherPolicy = "2.999.3161.2";

    /// <summary>Makes a reply.</summary>
    /// <param name="request">The TimeStampReq, DER.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="serial">The token's serial number.</param>
    /// <param name="fault">What to do wrong.</param>
    internal byte[] Make(ReadOnlyMemory<byte> request, DateTimeOffset now, long serial, TimestampFault fault)
    {
        var parsed = TimeStampReq.GetInstance(Asn1Object.FromByteArray(request.ToArray()));
        if (fault == TimestampFault.Rejection || DigestAlgorithm.FromOid(parsed.MessageImprint.HashAlgorithm.Algorithm.Id) is null)
            return Status(2, "The requested digest algorithm is not served here.", BadAlgorithm).GetDerEncoded();
        if (fault == TimestampFault.GrantedWithoutToken)
            return Status(0).GetDerEncoded();

        var genTime = fault switch
        {
            TimestampFault.ClockAhead => now.AddHours(1),
            TimestampFault.ClockBehind => now.AddHours(-1),
            _ => now,
        };
        var content = Info(parsed, genTime, serial, fault).GetDerEncoded();
        var withCertificates = parsed.CertReq?.IsTrue ?? false;
        var token = new TimestampSignedData(signers.For(fault), ContentTypeTstInfo).Make(content, genTime, fault, withCertificates);
        var status = fault switch
        {
            TimestampFault.GrantedWithModifications => Status(1),
            TimestampFault.OversizedBody => Status(0, new string('x', 66_000)),
            _ => Status(0),
        };
        byte[] reply = new DerSequence(status[0], token).GetDerEncoded();
        return fault == TimestampFault.TrailingByte ? [.. reply, 0] : reply;
    }

    public void Dispose() => signers.Dispose();

    // PKIStatusInfo, alone in its TimeStampResp.
    private static DerSequence Status(int status, string? text = null, DerBitString? failure = null)
    {
        var info = new Asn1EncodableVector(DerInteger.ValueOf(status));
        if (text is not null)
            info.Add(new DerSequence(new DerUtf8String(text)));
        if (failure is not null)
            info.Add(failure);
        return new DerSequence(new DerSequence(info));
    }

    private DerSequence Info(TimeStampReq request, DateTimeOffset genTime, long serial, TimestampFault fault)
    {
        var imprint = request.MessageImprint;
        if (fault == TimestampFault.WrongImprint)
        {
            var other = imprint.GetHashedMessage();
            other[0] ^= 1;
            imprint = new MessageImprint(imprint.HashAlgorithm, other);
        }

        var tokenPolicy = fault == TimestampFault.WrongPolicy ? OtherPolicy : request.ReqPolicy?.Id ?? policy;
        var info = new Asn1EncodableVector(
            DerInteger.ValueOf(1),
            new DerObjectIdentifier(tokenPolicy),
            imprint,
            DerInteger.ValueOf(serial),
            new DerGeneralizedTime(genTime.UtcDateTime.ToString("yyyyMMddHHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        if (fault != TimestampFault.WithoutAccuracy)
            info.Add(new Accuracy(DerInteger.ValueOf(1), null, null));
        if (request.Nonce is { } nonce && fault != TimestampFault.MissingNonce)
            info.Add(fault == TimestampFault.WrongNonce ? new DerInteger(nonce.Value.Add(BigInteger.One)) : nonce);
        var name = new GeneralName(X509Name.GetInstance(Asn1Object.FromByteArray(signers.For(fault).Certificate.SubjectName.RawData)));
        info.Add(new DerTaggedObject(true, 0, name));
        return new DerSequence(info);
    }
}
