namespace CodeSign.Build.Settings;

/// <summary>Where a key is, and where what opens it is: only references, never a secret.</summary>
/// <param name="Reference">The key reference, as the user wrote it.</param>
/// <param name="PasswordVariable">The environment variable that holds the password, or <see langword="null"/> for the default.</param>
/// <param name="PasswordFile">Full path of a file that holds the password, or <see langword="null"/>.</param>
/// <param name="CertificateFile">Full path of the file with the certificate chain, or <see langword="null"/>.</param>
internal sealed record KeySettings(string Reference, string? PasswordVariable, string? PasswordFile, string? CertificateFile);
