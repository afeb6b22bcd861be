using CodeSign.Manifests;

namespace CodeSign.Build.Pack;

/// <summary>Where manifests of packages go.</summary>
/// <param name="wanted">
/// Full path of the manifest, or of a folder for it (with a separator at its end), or <see langword="null"/> for beside the package.
/// </param>
internal sealed class ManifestPlace(string? wanted)
{
    /// <summary>Full path of a package's manifest.</summary>
    public string Of(FinishedPackage package)
    {
        if (wanted is not null && !Path.EndsInDirectorySeparator(wanted))
            return wanted;
        var identity = package.Inspection.Identity;
        return Path.Combine(
            wanted ?? Path.GetDirectoryName(package.Staged.Final)!, SignatureManifestFile.NameOf(identity.Id, identity.Version));
    }
}
