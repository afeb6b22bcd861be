using CodeSign.Signing;

namespace CodeSign.Build.Files;

/// <summary>A <c>CodeSignFile</c> item with <c>Format="detached"</c>.</summary>
/// <param name="Rule">Which files it is about, and whether they get a signature.</param>
/// <param name="Path">Full path of the file that its <c>Include</c> names; <see langword="null"/> where it has a pattern.</param>
/// <param name="Executables">Whether files count that could carry a signature inside.</param>
internal sealed record DetachedRule(FileRule Rule, string? Path, bool Executables);
