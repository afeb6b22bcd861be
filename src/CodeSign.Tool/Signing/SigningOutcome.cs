using CodeSign.Signing;
using CodeSign.Tool.Input;

namespace CodeSign.Tool.Signing;

/// <summary>What became of a file that was to be signed.</summary>
/// <param name="File">The file.</param>
/// <param name="Destination">Full path of the signed file, or of the signature beside it.</param>
/// <param name="Signed">What was made, or <see langword="null"/> where the file was signed already.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record SigningOutcome(SelectedFile File, string Destination, SignedFile? Signed, string Reason);
