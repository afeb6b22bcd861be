namespace CodeSign.Build.Files;

/// <summary>An archive that a <c>CodeSignFile</c> item names.</summary>
/// <param name="Name">What the item says.</param>
/// <param name="Path">Full path of the file that it is, if that exists; otherwise it is a name in the package.</param>
internal sealed record NamedArchive(string Name, string Path);
