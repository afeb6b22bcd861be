using CodeSign.Diagnostics;

namespace CodeSign.Keys.Files;

/// <summary>Tells the user what is the matter with a key file.</summary>
internal static class KeyFileDiagnosis
{
    public static CodeSignException Of(KeyFileException problem, string path, Password? password, KeyOptions options) =>
        problem.Problem switch
        {
            KeyFileProblem.PasswordMissing => KeyDiagnostics.PasswordMissing.Exception(
                $"The key is encrypted, and there is no password: the environment variable {options.PasswordVariable} is not set.",
                PasswordSource.HowToGive(options), path, problem),
            KeyFileProblem.PasswordWrong => KeyDiagnostics.PasswordWrong.Exception(
                $"The password in {password?.Source} does not open the key.{Hint(password)}",
                PasswordSource.HowToGive(options), path, problem),
            KeyFileProblem.UnsupportedAlgorithm => KeyDiagnostics.UnsupportedAlgorithm.Exception(
                $"The private key is for {problem.Message}.",
                "Use an RSA key (Authenticode and NuGet), or ECDSA with P-256, P-384 or P-521 (Authenticode only).", path, problem),
            KeyFileProblem.Unsupported => KeyDiagnostics.KeyFileUnsupported.Exception(
                $"The key file can't be used. {problem.Message}",
                problem.Conversion is null ? "Export the key again, as PKCS #12 or PEM." : $"Convert it: {problem.Conversion}.",
                path,
                problem),
            _ => KeyDiagnostics.KeyFileDamaged.Exception(
                $"The key file can't be used. {problem.Message}",
                "Restore the file, or export the key again as PKCS #12 (.pfx, .p12) or PEM (.pem). A file that went through a text "
                + "conversion on its way, such as line endings in git, is damaged.", path, problem),
        };

    private static string Hint(Password? password) =>
        password?.HasOuterWhiteSpace == true ? " It starts or ends with white space, which may not belong to it." : "";
}
