namespace CodeSign.Signing;

/// <summary>What a package's .nuspec says about it.</summary>
public sealed record PackageIdentity
{
    /// <summary>The package's id.</summary>
    public required string Id { get; init; }

    /// <summary>The version as NuGet normalises it: three or four numbers, a prerelease label, no metadata.</summary>
    public required string Version { get; init; }

    /// <summary>The kind of source repository, such as <c>git</c>, where it says so.</summary>
    public string? RepositoryType { get; init; }

    /// <summary>The repository's address, without user info, where it says so.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>The commit that was built, where it says so.</summary>
    public string? RepositoryCommit { get; init; }

    /// <summary>The branch that was built, where it says so.</summary>
    public string? RepositoryBranch { get; init; }
}
