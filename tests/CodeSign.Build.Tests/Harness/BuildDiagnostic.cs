namespace CodeSign.Build.Tests;

/// <summary>A warning or an error of a build, as its log shows it.</summary>
/// <param name="IsError">Whether it is an error.</param>
/// <param name="Code">Its code.</param>
/// <param name="Text">What it says.</param>
/// <param name="File">The file it is about.</param>
public sealed record BuildDiagnostic(bool IsError, string Code, string Text, string File);
