namespace CodeSign.Diagnostics;

/// <summary>A warning or an error about one thing: what it is, where, why, and what to do.</summary>
/// <param name="Descriptor">The documented kind.</param>
/// <param name="Cause">What was found. Never contains a secret.</param>
/// <param name="Fix">What the user can do about it.</param>
/// <param name="File">The file it is about, or <see langword="null"/>.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, string Cause, string Fix, string? File = null)
{
    /// <summary>Cause and fix as one text, without code and file, which a build log shows in places of their own.</summary>
    public string Message => $"{Cause} {Fix}";

    /// <inheritdoc/>
    public override string ToString() => File is null ? $"{Descriptor.Code}: {Message}" : $"{File}: {Descriptor.Code}: {Message}";
}
