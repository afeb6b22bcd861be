using CodeSign.Cms;
using CodeSign.Formats;

namespace CodeSign.Tool.Signing;

/// <summary>What signatures are to be like.</summary>
internal sealed record SignatureSettings
{
    /// <summary>The digest of file, signature and timestamp.</summary>
    public required DigestAlgorithm Digest { get; init; }

    /// <summary>What Windows shows as the program's name.</summary>
    public required string? Description { get; init; }

    /// <summary>Where a person can read about the program.</summary>
    public required Uri? DescriptionUrl { get; init; }

    /// <summary>What to do with files that somebody else has signed.</summary>
    public required ExistingSignature Existing { get; init; }

    /// <summary>The timestamp servers, in order of preference, as the user wrote them.</summary>
    public required IReadOnlyList<string> TimestampServers { get; init; }

    /// <summary>Whether signatures get a timestamp.</summary>
    public required bool HasTimestamp { get; init; }
}
