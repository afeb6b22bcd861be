using CodeSign.Verification.Policies;

namespace CodeSign.Verification;

/// <summary>What verification of a file found.</summary>
public sealed record VerificationResult
{
    /// <summary>The outcome.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>All findings: about the file, then about its signatures, in their order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The file's signatures, the primary one first; those inside of others are there.</summary>
    public required IReadOnlyList<VerifiedSignature> Signatures { get; init; }

    /// <summary>The kind of file, as the manifest has it: <c>pe</c>, <c>nupkg</c>; <see langword="null"/> where it is unknown.</summary>
    public required string? Format { get; init; }

    /// <summary>The file's length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of the file; empty where the file is too malformed to be read to its end.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>The digests of a package's content without its signature; <see langword="null"/> for other files, and where not wanted.</summary>
    public PackageContentDigests? PackageContent { get; init; }

    /// <summary>The signature that made the file trusted, or <see langword="null"/> where it is not.</summary>
    public VerifiedSignature? DecidingSignature { get; init; }

    /// <summary>What the policy made of the file; <see langword="null"/> where there is none.</summary>
    public PolicyOutcome? Policy { get; init; }

    /// <summary>
    /// Whether the file may be used: with a policy, whether it is as its rule demands (which may allow unsigned files), and otherwise
    /// whether it is trusted.
    /// </summary>
    public bool IsAccepted => Policy?.IsAccepted ?? Verdict == Verdict.Trusted;

    /// <summary>Why the file is not trusted, in words; empty where it is.</summary>
    public string Failure
    {
        get
        {
            if (Verdict == Verdict.Trusted)
                return "";

            var reasons = Findings.Where(f => f.Severity >= FindingSeverity.Weakness).OrderByDescending(f => f.Severity).ToList();
            return reasons.Count > 0
                ? string.Join(" ", reasons.Select(f => f.Place.Length == 0 ? f.Explanation : $"[{f.Place}] {f.Explanation}"))
                : Verdict == Verdict.Unsigned ? "It carries no signature." : "Nothing says that its signer is trusted.";
        }
    }

    /// <summary>Ends the operation where the file is not trusted (CSB4001).</summary>
    /// <param name="file">The file's name for the message.</param>
    /// <exception cref="Diagnostics.CodeSignException">It is not.</exception>
    public void ThrowUnlessTrusted(string file)
    {
        if (Verdict != Verdict.Trusted)
        {
            throw VerificationDiagnostics.NotTrusted.Exception(
                $"The file is {Verdict.ToString().ToLowerInvariant()} after it was signed: {Failure}",
                "Nothing was moved into place; the page of this diagnostic says what to look for.",
                file);
        }
    }
}
