namespace CodeSign.Verification.RestoredPackages;

/// <summary>What is remembered of a package that was accepted.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Verdict">Its verdict: trusted, or unsigned where the policy allows that.</param>
public sealed record AcceptedBefore(DateTimeOffset Time, Verdict Verdict);
