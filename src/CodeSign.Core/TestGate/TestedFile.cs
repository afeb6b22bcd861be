namespace CodeSign.TestGate;

/// <summary>How a shipped assembly was tested, as it is remembered.</summary>
/// <param name="Path">Its path in the package or published folder, <c>/</c> between folders.</param>
/// <param name="AuthenticodeSha256">Its Authenticode digest by SHA-256, hexadecimal, lower case.</param>
/// <param name="Tested">How it was tested.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record TestedFile(string Path, string AuthenticodeSha256, TestedKind Tested, string Reason);
