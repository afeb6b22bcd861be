using System.Formats.Asn1;

namespace CodeSign.Timestamping;

/// <summary>The outer part of a reply (RFC 3161, section 2.4.2): its status and, still unverified, its token.</summary>
internal sealed record TimestampResponse
{
    private const int MostStatusTexts = 8;
    private const int LongestStatusText = 300;
    private const int LowestFailureBit = 0;
    private const int HighestFailureBit = 25;

    /// <summary>PKIStatus: 0 granted, 1 granted with modifications, everything else no token.</summary>
    public required int Status { get; init; }

    /// <summary>What the server says in words, on one line; empty where it says nothing.</summary>
    public required string StatusText { get; init; }

    /// <summary>The highest bit of PKIFailureInfo that is set, or <see langword="null"/>.</summary>
    public required int? Failure { get; init; }

    /// <summary>The token, a ContentInfo; empty where there is none.</summary>
    public required ReadOnlyMemory<byte> Token { get; init; }

    /// <summary>Whether the server says that it granted the request.</summary>
    public bool IsGranted => Status is 0 or 1;

    /// <summary>Whether the refusal may pass by itself: the server has no time at hand, or a fault inside.</summary>
    public bool MayPass => Failure is 14 or 25;

    /// <summary>Reads a reply, to its last byte.</summary>
    /// <exception cref="AsnContentException">It is no TimeStampResp.</exception>
    public static TimestampResponse Read(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER);
        var response = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var info = response.ReadSequence();
        if (!info.TryReadInt32(out var status))
            throw new AsnContentException("Its status is no small number.");

        var text = info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? ReadTexts(info.ReadSequence()) : "";
        int? failure = info.HasData ? ReadFailure(info) : null;
        info.ThrowIfNotEmpty();
        var token = response.HasData ? response.ReadEncodedValue() : default;
        response.ThrowIfNotEmpty();
        return new TimestampResponse { Status = status, StatusText = text, Failure = failure, Token = token };
    }

    /// <summary>The refusal in words.</summary>
    public string DescribeRefusal()
    {
        var words = Status switch
        {
            2 => "the request was rejected",
            3 => "the request has to wait",
            4 or 5 => "the authority's certificate is being or has been revoked",
            _ => $"status {Status}",
        };
        var failure = Failure switch
        {
            null => "",
            0 => ", unrecognised or unsupported algorithm",
            2 => ", the request is not permitted",
            5 => ", the request is malformed",
            14 => ", the time source is not available",
            15 => ", the requested policy is not supported",
            16 => ", the requested extension is not supported",
            17 => ", additional information is not available",
            25 => ", the server has a fault",
            var bit => $", failure {bit}",
        };
        return StatusText.Length == 0 ? words + failure : $"{words}{failure} (\"{StatusText}\")";
    }

    private static string ReadTexts(AsnReader texts)
    {
        var parts = new List<string>();
        while (texts.HasData && parts.Count < MostStatusTexts)
            parts.Add(texts.ReadCharacterString(UniversalTagNumber.UTF8String));

        // It goes to logs: on one line, and no longer than a person reads.
        var text = string.Join("; ", parts);
        var plain = string.Concat(text.Take(LongestStatusText).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length > LongestStatusText ? plain + "…" : plain;
    }

    private static int? ReadFailure(AsnReader info)
    {
        var bits = info.ReadBitString(out _);
        for (var bit = HighestFailureBit; bit >= LowestFailureBit; bit--)
        {
            if (bit / 8 < bits.Length && (bits[bit / 8] & (0x80 >> (bit % 8))) != 0)
                return bit;
        }

        return null;
    }
}
