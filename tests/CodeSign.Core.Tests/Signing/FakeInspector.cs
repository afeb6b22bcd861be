using System.Collections.Concurrent;
using CodeSign.Signing;

namespace CodeSign.Core.Tests.Signing;

/// <summary>An inspector that says what a test wants it to say, and remembers what it was asked.</summary>
internal sealed class FakeInspector : ISignatureInspector
{
    public ConcurrentQueue<(string Path, SignatureExpectation Expectation)> Verified { get; } = new();

    public Func<string, Task> OnVerify { get; set; } = _ => Task.CompletedTask;

    public Func<string, ExistingSignatureFacts> OnInspect { get; set; } = _ => ExistingSignatureFacts.Unsigned;

    public Task<ExistingSignatureFacts> InspectAsync(string path, CancellationToken cancellationToken) => Task.FromResult(OnInspect(path));

    public Task VerifyAsync(string path, SignatureExpectation expectation, CancellationToken cancellationToken)
    {
        Verified.Enqueue((path, expectation));
        return OnVerify(path);
    }
}
