namespace CodeSign.Cms;

/// <summary>A signature that was made earlier and has been taken up again.</summary>
/// <param name="Signature">The signature, to be timestamped and encoded like a new one.</param>
/// <param name="Token">The timestamp token that it had, unverified; empty where it had none.</param>
internal sealed record RestoredSignature(UnstampedSignature Signature, ReadOnlyMemory<byte> Token);
