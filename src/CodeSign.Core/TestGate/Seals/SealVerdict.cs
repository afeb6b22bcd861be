using CodeSign.Diagnostics;

namespace CodeSign.TestGate.Seals;

/// <summary>What checking seals came to.</summary>
/// <param name="SealedBy">The subject of the certificate that was asked for; <see langword="null"/> where no seal was.</param>
/// <param name="Diagnostics">What speaks against the seals, or what they cover.</param>
internal sealed record SealVerdict(string? SealedBy, IReadOnlyList<Diagnostic> Diagnostics);
