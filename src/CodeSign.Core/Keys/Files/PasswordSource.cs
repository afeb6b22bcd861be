using System.Security.Cryptography;
using System.Text;
using CodeSign.Diagnostics;

namespace CodeSign.Keys.Files;

/// <summary>Finds the password of a key where the options say it is.</summary>
internal static class PasswordSource
{
    private const int MaxLength = 4096;

    /// <summary>Reads the password.</summary>
    /// <returns>The password, or <see langword="null"/> where none is given; the caller disposes it.</returns>
    /// <exception cref="CodeSignException">The password file can't be used.</exception>
    public static Password? Read(KeyOptions options, IEngineLog log)
    {
        if (!string.IsNullOrEmpty(options.PasswordFile))
            return ReadFile(KeyPath.Resolve(options.PasswordFile, options.BaseDirectory), log);

        var value = string.IsNullOrEmpty(options.PasswordVariable) ? null : options.Environment(options.PasswordVariable);
        return string.IsNullOrEmpty(value) ? null : new Password(value, $"the environment variable {options.PasswordVariable}");
    }

    /// <summary>How to give a password, for messages.</summary>
    public static string HowToGive(KeyOptions options) => string.IsNullOrEmpty(options.PasswordFile)
        ? $"Set the environment variable {options.PasswordVariable} to the password (CodeSignKeyPasswordVariable names another one), "
          + "or CodeSignKeyPasswordFile to the path of a file that holds it."
        : "Put the password into the file that CodeSignKeyPasswordFile names.";

    private static Password ReadFile(string path, IEngineLog log)
    {
        try
        {
            using var bytes = BoundedFile.Read(path, MaxLength);
            WarnIfOpen(path, log);
            return Decode(bytes.Span, path);
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            throw KeyDiagnostics.PasswordFileUnusable.Exception(
                $"The password file can't be read. {FileFailure.Describe(e)}",
                "Check the property CodeSignKeyPasswordFile: a relative path starts at the project's folder.", path, e);
        }
    }

    private static Password Decode(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];

        // The inner exception of a strict decoder would quote the octets, so none is passed on.
        if (!System.Text.Unicode.Utf8.IsValid(bytes) || bytes.Contains((byte)0))
            throw KeyDiagnostics.PasswordFileUnusable.Exception(
                "The password file is not UTF-8 text.", "Save it as UTF-8, with the password as its only line.", path);

        if (bytes.EndsWith("\n"u8))
            bytes = bytes[..^1];

        if (bytes.EndsWith("\r"u8))
            bytes = bytes[..^1];

        if (bytes.IsEmpty)
            throw KeyDiagnostics.PasswordFileUnusable.Exception(
                "The password file is empty.", "Put the password into it, as its only line.", path);

        var characters = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetCharCount(bytes), pinned: true);
        Encoding.UTF8.GetChars(bytes, characters);
        var password = new Password(characters, "the password file");
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(characters.AsSpan()));
        return password;
    }

    private static void WarnIfOpen(string path, IEngineLog log)
    {
        if (FileAccessCheck.IsOpenToOthers(path))
            log.Report(KeyDiagnostics.PasswordFileOpenToOthers.Create(
                $"Users other than the owner have access to the password file ({FileAccessCheck.DescribeMode(path)}).",
                $"Close it: chmod 600 \"{path}\".", path));
    }
}
