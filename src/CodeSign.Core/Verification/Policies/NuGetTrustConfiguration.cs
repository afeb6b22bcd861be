namespace CodeSign.Verification.Policies;

/// <summary>A policy in the words of a <c>nuget.config</c>.</summary>
/// <param name="Xml">The configuration: <c>signatureValidationMode</c> and <c>trustedSigners</c>.</param>
/// <param name="NotExpressed">What the policy demands and NuGet can't be told; each in words, with the rule's name.</param>
public sealed record NuGetTrustConfiguration(string Xml, IReadOnlyList<string> NotExpressed);
