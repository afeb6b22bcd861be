namespace CodeSign.Timestamping;

/// <summary>A timestamp token that an authority gave earlier, unverified.</summary>
/// <param name="Encoded">The token, a DER ContentInfo.</param>
/// <param name="Server">The server that is said to have given it: its address without user info.</param>
public sealed record EarlierToken(ReadOnlyMemory<byte> Encoded, string Server);
