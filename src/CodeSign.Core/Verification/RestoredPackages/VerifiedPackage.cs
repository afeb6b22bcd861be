namespace CodeSign.Verification.RestoredPackages;

/// <summary>A restored package with what verification came to.</summary>
/// <param name="Package">The package.</param>
/// <param name="Result">What was found about its file, and about what was extracted from it.</param>
/// <param name="Fingerprint">Stands for all files as they were; empty where they could not be looked at, or nothing is remembered.</param>
public sealed record VerifiedPackage(RestoredPackage Package, VerificationResult Result, string Fingerprint);
