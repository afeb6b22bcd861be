namespace CodeSign.Verification;

/// <summary>What a package repository says about a package in its signature's attributes.</summary>
/// <param name="ServiceIndex">The address of the repository's NuGet v3 service index, as it stands there.</param>
/// <param name="Owners">The package's owners in the repository at the time of signing.</param>
public sealed record RepositoryStatement(string ServiceIndex, IReadOnlyList<string> Owners);
