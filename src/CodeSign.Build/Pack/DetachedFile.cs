using CodeSign.Formats;

namespace CodeSign.Build.Pack;

/// <summary>A file that gets a signature beside it.</summary>
/// <param name="Source">Full path of the file.</param>
/// <param name="Signature">Full path of the signature's file: beside it, or under obj where both go into the package.</param>
/// <param name="Places">The file's places in the package; where there are none, its path relative to the project alone.</param>
/// <param name="IsPacked">Whether both go into the package.</param>
/// <param name="Existing">What to do where the signature's place is taken; <see langword="null"/> for what the project says.</param>
internal sealed record DetachedFile(
    string Source, string Signature, IReadOnlyList<string> Places, bool IsPacked, ExistingSignature? Existing);
