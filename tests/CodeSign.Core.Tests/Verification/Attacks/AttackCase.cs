using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Attacks;

/// <summary>One file that someone signed, or tampered with, and what verifiers make of it.</summary>
/// <param name="Id">A short name, for file names.</param>
/// <param name="Description">What it is, as the table in docs/verification.md says it.</param>
/// <param name="Ours">Our verdict.</param>
/// <param name="Finding">A finding that ours must have.</param>
/// <param name="OsslSigncode">Whether osslsigncode 2.9 accepts it.</param>
/// <param name="MakeAsync">Makes it.</param>
internal sealed record AttackCase(
    string Id, string Description, Verdict Ours, FindingKind? Finding, bool OsslSigncode, Func<Task<byte[]>> MakeAsync)
{
    public override string ToString() => Id;
}
