namespace CodeSign.Signing;

/// <summary>
/// What signing asks of the independent reader. It shares nothing with the code that writes signatures. Safe for use by several
/// threads at once.
/// </summary>
public interface ISignatureInspector
{
    /// <summary>Reads the signature that a file arrived with.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<ExistingSignatureFacts> InspectAsync(string path, CancellationToken cancellationToken);

    /// <summary>Holds a staged file against what was planned.</summary>
    /// <param name="path">Full path of the staged file.</param>
    /// <param name="expectation">What must be found.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <exception cref="Diagnostics.CodeSignException">Something else was found.</exception>
    Task VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken);
}
