namespace CodeSign.Diagnostics;

/// <summary>
/// One documented kind of warning or error. Each has a page <c>docs/diagnostics/CODE.md</c>, which ships in the package.
/// </summary>
/// <param name="Code">The code that users see, search for and suppress: <c>CSB</c> and four digits, never reused.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">What is wrong, in a few words, as the page's heading says it.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title)
{
    /// <summary>The page about this diagnostic, relative to the repository's and the package's root, <c>/</c> between folders.</summary>
    public string Page => $"docs/diagnostics/{Code}.md";

    /// <summary>Makes a diagnostic of this kind.</summary>
    /// <param name="cause">What was found, with the names and values that matter. Never a secret.</param>
    /// <param name="fix">What the user can do about it.</param>
    /// <param name="file">The file it is about, if there is one.</param>
    public Diagnostic Create(string cause, string fix, string? file = null) => new(this, cause, fix, file);

    /// <summary>Makes the exception that ends an operation with this diagnostic.</summary>
    /// <param name="cause">What was found, with the names and values that matter. Never a secret.</param>
    /// <param name="fix">What the user can do about it.</param>
    /// <param name="file">The file it is about, if there is one.</param>
    /// <param name="inner">The failure underneath, for stack traces only: its text is not shown to users.</param>
    public CodeSignException Exception(string cause, string fix, string? file = null, Exception? inner = null) =>
        new(Create(cause, fix, file), inner);
}
