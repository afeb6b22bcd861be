namespace CodeSign.FileSystem;

/// <summary>A folder whose files are not known.</summary>
/// <param name="Path">Full path of the folder.</param>
/// <param name="Reason">Why it can't be read, in the system's words.</param>
public sealed record UnreadableFolder(string Path, string Reason);
