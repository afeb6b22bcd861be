using CodeSign.Cms;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Testing;
using CodeSign.Timestamping;

namespace CodeSign.Core.Tests.Formats;

/// <summary>Signs a file as the engine does: stage, sign, timestamp, embed.</summary>
internal static class FormatSigner
{
    public static StagingRequest Request(string source, string destination, SigningIdentity signer) =>
        new() { Source = source, Destination = destination, Signer = signer };

    /// <summary>Signs with the tests' RSA certificate, or another, and gives what was staged.</summary>
    public static async Task<ISignable> SignAsync(
        ISignatureFormat format, string source, string destination, TestCertificate? certificate = null,
        ITimestampAuthority? timestamps = null, Func<StagingRequest, StagingRequest>? change = null)
    {
        using var signer = (certificate ?? TestIdentities.CodeSigning).CreateIdentity();
        var request = Request(source, destination, signer);
        await using var staged = await format.StageAsync(change?.Invoke(request) ?? request, CancellationToken.None);
        var signature = await SignedDataBuilder.SignAsync(staged.Content, signer, CancellationToken.None);
        var token = timestamps is null ? null : await signature.TimestampAsync(timestamps, CancellationToken.None);
        await staged.EmbedAsync(signature.Encode(token), CancellationToken.None);
        return staged;
    }
}
