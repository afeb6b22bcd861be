using System.Runtime.InteropServices;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification;

/// <summary>The .NET SDK that the tests run on: its files are signed by people who never saw this code.</summary>
internal static class InstalledSdk
{
    /// <summary>The folder of dotnet, three levels above the running framework's.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Whom NuGet trusts; every signature must be stamped.</summary>
    public static VerificationOptions Options { get; } = CreateOptions();

    /// <summary>Its files of a kind, in an order that does not change.</summary>
    public static List<string> Files(string pattern) =>
        [.. Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static VerificationOptions CreateOptions()
    {
        var sdk = Directory.EnumerateDirectories(Path.Combine(Root, "sdk")).Order(StringComparer.Ordinal).Last();
        return new VerificationOptions
        {
            SignerTrust = TrustStore.ForNuGetCodeSigning(sdk),
            TimestampTrust = TrustStore.ForNuGetTimestamping(sdk),
            RequireTimestamp = true,
        };
    }
}
