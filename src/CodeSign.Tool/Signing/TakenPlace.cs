using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.Tool.Input;

namespace CodeSign.Tool.Signing;

/// <summary>Tells that something else than a signature of ours stands where one is to go.</summary>
internal static class TakenPlace
{
    /// <summary>The diagnostic (CSB7012).</summary>
    /// <param name="file">The file that is to be signed.</param>
    /// <param name="place">Full path of the signature's file.</param>
    /// <param name="found">What was found there.</param>
    public static Diagnostic Describe(SelectedFile file, string place, ExistingSignatureFacts found) => ToolDiagnostics.PlaceTaken.Create(
        $"{place} is {(found.Subject is null ? "no signature that can be read" : $"a signature of {found.Subject}")}.",
        "Move it away, or add --existing replace.", file.Name);
}
