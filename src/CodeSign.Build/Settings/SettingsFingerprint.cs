using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CodeSign.Build.Files;
using CodeSign.Keys.Development;
using CodeSign.Signing;
using Microsoft.Build.Framework;

namespace CodeSign.Build.Settings;

/// <summary>
/// Stands for everything besides the files themselves that decides how they are signed: when it is the same as last time, nothing
/// needs to be signed again. Key and certificate files count by place, size and time, so that finding out opens no key; so does the file
/// of the development identity, which is another one once that was renewed.
/// </summary>
internal static class SettingsFingerprint
{
    // Where signatures and signed copies are kept says nothing about them, nor does a page that tells of them: pack and publish keep their
    // copies in different places.
    private static readonly string[] NotAboutSignatures = ["Cache", "CacheDirectory", "Report", "StateDirectory"];

    private static readonly string[] FileSettings = ["Key", "Certificate", "PackageKey", "PackageCertificate", "TrustedRoots"];

    /// <summary>Makes the fingerprint, hexadecimal.</summary>
    /// <param name="settings">The items of <c>CodeSignGetSettings</c>: this project's, and those of projects it packs.</param>
    /// <param name="rules">The <c>CodeSignFile</c> items.</param>
    public static string Of(IEnumerable<ITaskItem> settings, IEnumerable<ITaskItem> rules)
    {
        var text = new StringBuilder();
        text.Append(typeof(SigningPlan).Assembly.ManifestModule.ModuleVersionId).Append('\n');
        foreach (var item in settings.OrderBy(i => i.ItemSpec, StringComparer.Ordinal))
            AppendItem(text, item, Path.GetDirectoryName(item.GetMetadata("FullPath"))!);
        // A wildcard on disk finds more files from build to build; what is signed inside of files does not depend on signatures beside them.
        foreach (var item in rules.Where(rule => !CodeSignFileItems.IsDetached(rule)))
            AppendItem(text, item, null);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void AppendItem(StringBuilder text, ITaskItem item, string? folder)
    {
        text.Append(item.ItemSpec).Append('\n');
        foreach (var name in item.CloneCustomMetadata().Keys.Cast<string>().Except(NotAboutSignatures).Order(StringComparer.Ordinal))
        {
            var value = item.GetMetadata(name);
            text.Append(name).Append('=').Append(value).Append('\n');
            if (folder is not null && FileSettings.Contains(name, StringComparer.OrdinalIgnoreCase))
                AppendFiles(text, value, folder);
        }
    }

    private static void AppendFiles(StringBuilder text, string value, string folder)
    {
        foreach (var path in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var file = path.Equals("dev:", StringComparison.OrdinalIgnoreCase)
                ? DevelopmentIdentity.StoredFile
                : new FileInfo(Path.Combine(folder, path.Replace('\\', Path.DirectorySeparatorChar)));
            if (file.Exists)
                text.Append(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        }
    }
}
