using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Signing.Cache;

namespace CodeSign.Signing;

/// <summary>What a <see cref="SigningEngine"/> works with.</summary>
public sealed record SigningEngineOptions
{
    /// <summary>The formats that may be signed.</summary>
    public required IReadOnlyList<ISignatureFormat> Formats { get; init; }

    /// <summary>The independent reader that must find each staged file as planned before anything is moved into place.</summary>
    public required ISignatureInspector Inspector { get; init; }

    /// <summary>Where details and warnings go.</summary>
    public required IEngineLog Log { get; init; }

    /// <summary>Where signatures are kept for later runs, and looked for; by default nowhere.</summary>
    public SignatureCache? Cache { get; init; }

    /// <summary>How many files are hashed, signed or verified at once; the number of cores by default.</summary>
    public int MaxParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>How many files may be begun and not ended at once, most of them waiting. Each holds one open file.</summary>
    public int MaxWaiting { get; init; } = 256;

    /// <summary>How many timestamps each authority is asked for at once; how many of those it sends on is its own affair.</summary>
    public int MaxTimestamps { get; init; } = 128;
}
