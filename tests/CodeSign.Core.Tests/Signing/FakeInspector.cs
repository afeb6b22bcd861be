using System.Collections.Concurrent;
using CodeSign.Signing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>An inspector that says what a test wants it to say, and remembers what it was asked.</summary>
internal sealed class FakeInspector : ISignatureInspector
{
    public ConcurrentQueue<(string Path, SignatureExpectation Expectation)> Verified { get; } = new();

    public Func<string, Task> OnVerify { get; set; } = _ => Task.CompletedTask;

    public Action<ContainerExpectation> OnVerifyContainer { get; set; } = _ => { };

    public Func<string, ExistingSignatureFacts> OnInspect { get; set; } = _ => ExistingSignatureFacts.Unsigned;

    public Task<InspectedFile> InspectAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult(new InspectedFile(FileDigest.Sha256(path, cancellationToken), OnInspect(path)));

    public async Task<string> VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        Verified.Enqueue((path, expectation));
        await OnVerify(path);
        return FileDigest.Sha256(path, cancellationToken);
    }

    public Task<string> VerifyContainerAsync(string path, ContainerExpectation expectation, CancellationToken cancellationToken)
    {
        OnVerifyContainer(expectation);
        return Task.FromResult(FileDigest.Sha256(path, cancellationToken));
    }
}
