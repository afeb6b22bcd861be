using CodeSign.Verification.Policies;

namespace CodeSign.Verification.Containers;

/// <summary>
/// Verifies packages and zip archives together with all that is in them, at any depth: every entry that can carry a signature, or has
/// one beside it. Nothing is unpacked into a folder: an entry is held in memory, a large one in a temporary file that deletes itself, and
/// how much is expanded is bounded. Safe for use by several threads at once.
/// </summary>
public sealed class NestedVerifier
{
    /// <summary>What stands between an archive's name and that of its entry.</summary>
    public const string Separator = "!/";

    private readonly ArtifactVerifier _verifier;
    private readonly NestedLimits _limits;

    /// <summary>Makes a verifier.</summary>
    /// <param name="verifier">Verifies each file.</param>
    /// <param name="limits">How far archives are looked into.</param>
    public NestedVerifier(ArtifactVerifier verifier, NestedLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        _verifier = verifier;
        _limits = limits ?? new NestedLimits();
    }

    /// <summary>Verifies a file and what is in it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="name">What it is called in results, and by the policy's rules.</param>
    /// <param name="options">What all is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// The file itself, and then the entries, in the archives' order. Entries of kinds that carry no signature, and archives in it that are
    /// no packages, are left out, unless something is wrong with them.
    /// </returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read by this user.</exception>
    public async Task<IReadOnlyList<NestedResult>> VerifyAsync(
        string path, string name, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var own = await _verifier.VerifyAsync(path, options with { Item = new PolicyItem { Path = name } }, cancellationToken);
        return await LookInsideAsync(path, name, own, options, cancellationToken);
    }

    /// <summary>Verifies what is in a file that was itself verified.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="name">What it is called in results, and by the policy's rules.</param>
    /// <param name="own">What was found about the file itself.</param>
    /// <param name="options">What all is held against.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>As <see cref="VerifyAsync"/>: the file itself first, with what was found when it was looked into.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read by this user.</exception>
    public async Task<IReadOnlyList<NestedResult>> LookInsideAsync(
        string path, string name, VerificationResult own, VerificationOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(options);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return await new ArchiveWalk(_verifier, options, _limits).RunAsync(file, name, own, cancellationToken);
    }
}
