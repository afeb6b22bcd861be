using System.Runtime.InteropServices;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

/// <summary>An assembly of the running .NET that Microsoft has signed, and the roots that the SDK trusts.</summary>
internal static class MicrosoftSigned
{
    /// <summary>The path of such an assembly.</summary>
    public static string Assembly() => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "System.Text.Json.dll");

    /// <summary>The SDK's roots for code signing and for timestamps, PEM.</summary>
    public static string TrustedRoots()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var folder = Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Select(sdk => Path.Combine(sdk, "trustedroots")).First(Directory.Exists);
        return string.Concat(Directory.GetFiles(folder, "*ctl.pem").Select(File.ReadAllText));
    }
}
