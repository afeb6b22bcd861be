using CodeSign.Keys;

namespace CodeSign.Signing.Cache;

/// <summary>Where the cache is unless the user says otherwise.</summary>
public static class SignatureCacheLocation
{
    /// <summary>
    /// Full path of the folder in the user's local application data, or <see langword="null"/> where the user has none: a build
    /// without a home folder must not end up with a cache in the root folder.
    /// </summary>
    public static string? Default => In(UserFolders.LocalApplicationData());

    internal static string? In(string localApplicationData) => Path.IsPathFullyQualified(localApplicationData)
        ? Path.Combine(localApplicationData, "CodeSign.Build", "signatures")
        : null;
}
