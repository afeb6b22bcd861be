using System.ComponentModel;
using CodeSign.Signing;

namespace CodeSign.Manifests;

/// <summary>What a package or a program was built from.</summary>
public sealed record ManifestRepository
{
    /// <summary>The kind of repository, such as <c>git</c>.</summary>
    [Description("The kind of repository, such as git.")]
    public string? Type { get; init; }

    /// <summary>Its address, without user info.</summary>
    [Description("The repository's address. User names, passwords and tokens in it are left out.")]
    public string? Url { get; init; }

    /// <summary>The commit that was built.</summary>
    [Description("The commit that was built.")]
    public string? Commit { get; init; }

    /// <summary>The branch that was built.</summary>
    [Description("The branch that was built.")]
    public string? Branch { get; init; }

    /// <summary>What a project says, or <see langword="null"/> where it says nothing. Empty texts count as none.</summary>
    /// <param name="type">The kind of repository.</param>
    /// <param name="url">Its address; user names, passwords and tokens in it are left out.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="branch">The branch.</param>
    public static ManifestRepository? Of(string? type, string? url, string? commit, string? branch)
    {
        if (string.IsNullOrEmpty(url) && string.IsNullOrEmpty(commit))
            return null;
        return new ManifestRepository
        {
            Type = NullIfEmpty(type),
            Url = string.IsNullOrEmpty(url) ? null : PublicAddress.Of(url),
            Commit = NullIfEmpty(commit),
            Branch = NullIfEmpty(branch),
        };

        static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>What a .nuspec says, or <see langword="null"/> where it says nothing.</summary>
    public static ManifestRepository? From(PackageIdentity package)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.RepositoryUrl is null && package.RepositoryCommit is null)
            return null;
        return new ManifestRepository
        {
            Type = package.RepositoryType,
            Url = package.RepositoryUrl,
            Commit = package.RepositoryCommit,
            Branch = package.RepositoryBranch,
        };
    }
}
