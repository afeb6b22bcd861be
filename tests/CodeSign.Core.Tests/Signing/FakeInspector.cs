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

    public async Task<InspectedFile> InspectAsync(string path, CancellationToken cancellationToken) =>
        new(await FileDigest.Sha256Async(path, cancellationToken), OnInspect(path));

    public async Task<string> VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        Verified.Enqueue((path, expectation));
        await OnVerify(path);
        return await FileDigest.Sha256Async(path, cancellationToken);
    }

    public Task<string> VerifyContainerAsync(string path, ContainerExpectation expectation, CancellationToken cancellationToken)
    {
        OnVerifyContainer(expectation);
        return FileDigest.Sha256Async(path, cancellationToken);
    }
}
