using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1;

namespace CodeSign.Core.Tests.Verification;

/// <summary>Takes a signature message apart and puts it together again with one thing changed.</summary>
internal static class SignedDataSurgery
{
    private const int SignedAttributesIndex = 3;

    /// <summary>Changes the elements of the SignedData.</summary>
    public static byte[] Edit(byte[] message, Action<List<Asn1Encodable>> change)
    {
        var contentInfo = Asn1Sequence.GetInstance(message);
        var signedData = Asn1Sequence.GetInstance(Asn1TaggedObject.GetInstance(contentInfo[1]), declaredExplicit: true);
        var elements = signedData.ToList();
        change(elements);
        return new DerSequence(contentInfo[0], new DerTaggedObject(true, 0, new DerSequence(elements.ToArray()))).GetDerEncoded();
    }

    /// <summary>Changes the elements of the only SignerInfo.</summary>
    public static byte[] EditSigner(byte[] message, Action<List<Asn1Encodable>> change) => Edit(message, elements =>
    {
        var signer = Asn1Sequence.GetInstance(Asn1Set.GetInstance(elements[^1])[0]).ToList();
        change(signer);
        elements[^1] = new DerSet(new DerSequence(signer.ToArray()));
    });

    /// <summary>Adds a value as an unsigned attribute of its own.</summary>
    public static byte[] AddUnsignedAttribute(byte[] message, string oid, Asn1Encodable value) => EditSigner(message, signer =>
    {
        var attributes = UnsignedAttributes(signer);
        attributes.Add(new DerSequence(new DerObjectIdentifier(oid), new DerSet(value)));
        SetUnsignedAttributes(signer, attributes);
    });

    /// <summary>Replaces the values of all unsigned attributes of a type.</summary>
    public static byte[] MapUnsignedAttribute(byte[] message, string oid, Func<byte[], byte[]> map) => EditSigner(message, signer =>
    {
        var attributes = UnsignedAttributes(signer).ConvertAll(Asn1Encodable (attribute) =>
        {
            var parts = Asn1Sequence.GetInstance(attribute);
            if (parts[0].ToString() != oid)
                return attribute;

            var values = Asn1Set.GetInstance(parts[1]).Select(value => map(value.GetDerEncoded())).Select(Asn1Object.FromByteArray);
            return new DerSequence(parts[0], new DerSet(values.ToArray()));
        });
        SetUnsignedAttributes(signer, attributes);
    });

    /// <summary>Removes all unsigned attributes.</summary>
    public static byte[] RemoveUnsignedAttributes(byte[] message) => EditSigner(message, signer => SetUnsignedAttributes(signer, []));

    /// <summary>Flips a bit of the signature value.</summary>
    public static byte[] BreakSignature(byte[] message) => EditSigner(message, signer =>
    {
        var index = signer.FindIndex(element => element is Asn1OctetString);
        var value = (byte[])((Asn1OctetString)signer[index]).GetOctets().Clone();
        value[^1] ^= 1;
        signer[index] = new DerOctetString(value);
    });

    /// <summary>Changes the signed attributes and signs them anew.</summary>
    /// <param name="message">The message, by an RSA key and SHA-256.</param>
    /// <param name="key">The signer's key.</param>
    /// <param name="change">Changes the attributes.</param>
    public static byte[] Resign(byte[] message, RSA key, Action<List<Asn1Encodable>> change) =>
        EditSigner(message, signer => Resign(signer, key, change));

    /// <summary>Changes the signed attributes of a SignerInfo and signs them anew.</summary>
    public static void Resign(List<Asn1Encodable> signer, RSA key, Action<List<Asn1Encodable>> change)
    {
        var set = Asn1Set.GetInstance(Asn1TaggedObject.GetInstance(signer[SignedAttributesIndex]), declaredExplicit: false).ToList();
        change(set);
        var attributes = new DerTaggedObject(false, 0, new DerSet(set.ToArray()));
        var signed = attributes.GetDerEncoded();
        signed[0] = 0x31;
        signer[SignedAttributesIndex] = attributes;
        signer[signer.FindIndex(element => element is Asn1OctetString)] =
            new DerOctetString(key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Adds a certificate to those that come along.</summary>
    public static byte[] AddCertificate(byte[] message, X509Certificate2 certificate) =>
        EditCertificates(message, certificates => certificates.Add(Asn1Object.FromByteArray(certificate.RawData)));

    /// <summary>Changes the certificates that come along.</summary>
    public static byte[] EditCertificates(byte[] message, Action<List<Asn1Encodable>> change) => Edit(message, elements =>
    {
        var index = IndexOfTag(elements, 0);
        var certificates = Asn1Set.GetInstance(Asn1TaggedObject.GetInstance(elements[index]), declaredExplicit: false).ToList();
        change(certificates);
        elements[index] = new DerTaggedObject(false, 0, new DerSet(certificates.ToArray()));
    });

    /// <summary>Puts the content into two parts of an OCTET STRING of indefinite length, as nuget.org wrote it in 2018.</summary>
    public static byte[] PutContentInParts(byte[] message)
    {
        var zero = new Asn1Tag(TagClass.ContextSpecific, 0);
        var contentInfo = new AsnReader(message, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(contentInfo.ReadEncodedValue().Span);
            var signedData = contentInfo.ReadSequence(zero).ReadSequence();
            using (writer.PushSequence(zero))
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(signedData.ReadEncodedValue().Span);
                writer.WriteEncodedValue(signedData.ReadEncodedValue().Span);
                var encapsulated = signedData.ReadSequence();
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(encapsulated.ReadEncodedValue().Span);
                    var octets = encapsulated.ReadSequence(zero).ReadOctetString();
                    using (writer.PushSequence(zero))
                        writer.WriteEncodedValue(
                            [0x24, 0x80, 0x04, 5, .. octets[..5], 0x04, checked((byte)(octets.Length - 5)), .. octets[5..], 0, 0]);
                }

                while (signedData.HasData)
                    writer.WriteEncodedValue(signedData.ReadEncodedValue().Span);
            }
        }

        return writer.Encode();
    }

    /// <summary>The signature value of the only signer.</summary>
    public static byte[] SignatureOf(byte[] message)
    {
        byte[]? value = null;
        EditSigner(message, signer => value = signer.OfType<Asn1OctetString>().Single().GetOctets());
        return value!;
    }

    private static int IndexOfTag(List<Asn1Encodable> elements, int tag, int from = 0) =>
        elements.FindIndex(from, element => element is Asn1TaggedObject tagged && tagged.TagNo == tag);

    private static List<Asn1Encodable> UnsignedAttributes(List<Asn1Encodable> signer)
    {
        var index = IndexOfTag(signer, 1, SignedAttributesIndex);
        return index < 0 ? [] : [.. Asn1Set.GetInstance(Asn1TaggedObject.GetInstance(signer[index]), declaredExplicit: false)];
    }

    private static void SetUnsignedAttributes(List<Asn1Encodable> signer, List<Asn1Encodable> attributes)
    {
        var index = IndexOfTag(signer, 1, SignedAttributesIndex);
        if (index >= 0)
            signer.RemoveAt(index);
        if (attributes.Count > 0)
            signer.Add(new DerTaggedObject(false, 1, new DerSet(attributes.ToArray())));
    }
}
