using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using CodeSign.Verification.Messages;

namespace CodeSign.Verification.Timestamps;

/// <summary>TSTInfo (RFC 3161, section 2.4.2).</summary>
internal sealed record TimestampInfo
{
    private static readonly Asn1Tag MillisecondsTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag MicrosecondsTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag AuthorityTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 1);

    public required string Policy { get; init; }

    public required AlgorithmIdentifier ImprintAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Imprint { get; init; }

    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    public required DateTimeOffset GenTime { get; init; }

    /// <summary>How far genTime may be off, or <see langword="null"/> where the authority does not say.</summary>
    public required TimeSpan? Accuracy { get; init; }

    /// <summary>The nonce's INTEGER octets, or <see langword="null"/>.</summary>
    public required ReadOnlyMemory<byte>? Nonce { get; init; }

    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out TimestampInfo? info, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            var reader = new AsnReader(encoded, AsnEncodingRules.DER);
            info = Read(reader.ReadSequence());
            reader.ThrowIfNotEmpty();
            reason = null;
            return true;
        }
        catch (AsnContentException e)
        {
            info = null;
            reason = e.Message;
            return false;
        }
    }

    private static TimestampInfo Read(AsnReader sequence)
    {
        if (!sequence.TryReadInt32(out var version) || version != 1)
            throw new AsnContentException("Its version is not 1.");

        var policy = sequence.ReadObjectIdentifier();
        var messageImprint = sequence.ReadSequence();
        var imprintAlgorithm = AlgorithmIdentifier.Read(messageImprint);
        var imprint = messageImprint.ReadOctetString();
        messageImprint.ThrowIfNotEmpty();
        var serialNumber = sequence.ReadIntegerBytes();
        var genTime = sequence.ReadGeneralizedTime();
        TimeSpan? accuracy = NextIs(sequence, Asn1Tag.Sequence) ? ReadAccuracy(sequence.ReadSequence()) : null;
        if (NextIs(sequence, Asn1Tag.Boolean))
            sequence.ReadBoolean();
        var hasNonce = NextIs(sequence, Asn1Tag.Integer);
        var nonce = hasNonce ? sequence.ReadIntegerBytes() : default;
        if (NextIs(sequence, AuthorityTag))
            sequence.ReadEncodedValue();
        if (NextIs(sequence, ExtensionsTag))
            sequence.ReadEncodedValue();
        sequence.ThrowIfNotEmpty();

        return new TimestampInfo
        {
            Policy = policy,
            ImprintAlgorithm = imprintAlgorithm,
            Imprint = imprint,
            SerialNumber = serialNumber,
            GenTime = genTime.ToUniversalTime(),
            Accuracy = accuracy,
            Nonce = hasNonce ? new ReadOnlyMemory<byte>?(nonce) : null,
        };
    }

    private static TimeSpan ReadAccuracy(AsnReader sequence)
    {
        var seconds = NextIs(sequence, Asn1Tag.Integer) ? ReadBounded(sequence, Asn1Tag.Integer, int.MaxValue) : 0;
        var milliseconds = NextIs(sequence, MillisecondsTag) ? ReadBounded(sequence, MillisecondsTag, 999) : 0;
        var microseconds = NextIs(sequence, MicrosecondsTag) ? ReadBounded(sequence, MicrosecondsTag, 999) : 0;
        sequence.ThrowIfNotEmpty();
        return TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(milliseconds) + TimeSpan.FromMicroseconds(microseconds);
    }

    private static int ReadBounded(AsnReader sequence, Asn1Tag tag, int most) =>
        sequence.TryReadInt32(out var value, tag) && value >= 0 && value <= most
            ? value
            : throw new AsnContentException("The accuracy is out of range.");

    private static bool NextIs(AsnReader sequence, Asn1Tag tag) =>
        sequence.HasData && sequence.PeekTag().HasSameClassAndValue(tag);
}
