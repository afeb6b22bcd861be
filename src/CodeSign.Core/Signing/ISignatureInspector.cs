using System.Security.Cryptography.X509Certificates;

namespace CodeSign.Signing;

/// <summary>
/// What signing asks of the independent reader. It shares nothing with the code that writes signatures. Safe for use by several
/// threads at once.
/// </summary>
public interface ISignatureInspector
{
    /// <summary>
    /// Does ahead, on the caller's thread, what verifying a signature under a chain takes once in a process: up to 100 ms that a
    /// thread of its own can spend while files are staged. What is wrong with the chain shows when a file is verified.
    /// </summary>
    /// <param name="chain">The signer's chain, the root last.</param>
    void Prepare(IReadOnlyList<X509Certificate2> chain)
    {
    }

    /// <summary>Reads a file that arrived, and the signature that it carries.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    Task<InspectedFile> InspectAsync(string path, CancellationToken cancellationToken);

    /// <summary>Holds a staged file against what was planned.</summary>
    /// <param name="path">Full path of the staged file.</param>
    /// <param name="expectation">What must be found.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>SHA-256 of the file, as it was verified: hexadecimal, lower case.</returns>
    /// <exception cref="Diagnostics.CodeSignException">Something else was found.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    Task<string> VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken);

    /// <summary>Holds a rewritten archive against the one that it was made from.</summary>
    /// <param name="path">Full path of the rewritten archive.</param>
    /// <param name="expectation">What it was made from, and what may differ.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <returns>SHA-256 of the archive: hexadecimal, lower case.</returns>
    /// <exception cref="Diagnostics.CodeSignException">An entry has not the content that it was to get, or else differs.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read a file.</exception>
    Task<string> VerifyContainerAsync(string path, ContainerExpectation expectation, CancellationToken cancellationToken);
}
