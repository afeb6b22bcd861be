using CodeSign.Signing;

namespace CodeSign.Benchmarks;

/// <summary>Looks at nothing and believes everything: for measuring signing alone.</summary>
internal sealed class NoInspection : ISignatureInspector
{
    public Task<InspectedFile> InspectAsync(string path, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing is planned here.");

    public Task<string> VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken) =>
        Task.FromResult("");

    public Task<string> VerifyContainerAsync(string path, ContainerExpectation expectation, CancellationToken cancellationToken) =>
        Task.FromResult(FileDigest.Sha256(path, cancellationToken));
}
