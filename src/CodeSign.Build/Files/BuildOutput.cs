namespace CodeSign.Build.Files;

/// <summary>A file that the project puts out.</summary>
/// <param name="Intermediate">Full path of the file that the compiler made, under obj.</param>
/// <param name="Copy">Full path of its copy in bin, or <see langword="null"/>.</param>
internal sealed record BuildOutput(string Intermediate, string? Copy);
