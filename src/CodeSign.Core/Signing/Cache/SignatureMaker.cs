using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Timestamping;

namespace CodeSign.Signing.Cache;

/// <summary>
/// Makes signatures, and has them timestamped, as far as the cache does not have them. A signature whose timestamp fails is kept
/// without one: the next run asks for the timestamp alone.
/// </summary>
/// <param name="cache">The cache, or <see langword="null"/> to do without.</param>
/// <param name="limits">How much may be asked of a key and of an authority at once.</param>
/// <param name="log">Where it is told which signatures are not new.</param>
internal sealed class SignatureMaker(SignatureCache? cache, SigningLimits limits, IEngineLog log)
{
    /// <summary>Gives the signature of a staged file.</summary>
    /// <param name="format">The format's short name.</param>
    /// <param name="signable">The staged file.</param>
    /// <param name="profile">How it is signed.</param>
    /// <param name="cancellationToken">Ends the wait for key, timestamp server, and other processes.</param>
    /// <exception cref="CodeSignException">The key refused, or no server gave a timestamp.</exception>
    public async ValueTask<MadeSignature> MakeAsync(
        string format, ISignable signable, SigningProfile profile, CancellationToken cancellationToken)
    {
        var wanted = new WantedSignature(signable.Content, profile, cache is null ? null : CacheKey.Of(format, signable, profile));
        if (cache is null || wanted.Key is null)
            return await SignAsync(wanted, cancellationToken);
        if (Find(cache, wanted) is { IsComplete: true } known)
            return known.Take();

        // Another process may be making the same signature at this moment.
        using var turn = await cache.TakeTurnAsync(wanted.Key, cancellationToken);
        if (Find(cache, wanted) is not { } found)
            return await SignAsync(wanted, cancellationToken);
        if (found.IsComplete)
            return found.Take();
        var stamped = await StampAsync(wanted, found.Signature, found.Hit.SignedAt, cancellationToken);
        return stamped with { Hit = found.Hit };
    }

    /// <summary>Takes note of a cached signature with which the file did not pass verification.</summary>
    public void Refuse(CacheHit hit, string why) => cache!.Refuse(hit.Key, why);

    private async ValueTask<MadeSignature> SignAsync(WantedSignature wanted, CancellationToken cancellationToken)
    {
        var signer = wanted.Profile.Signer;
        var signature = await limits.Of(signer.Key).RunAsync(
            token => SignedDataBuilder.SignAsync(wanted.Content, signer, token).AsTask(), cancellationToken);
        return await StampAsync(wanted, signature, DateTimeOffset.UtcNow, cancellationToken);
    }

    private async ValueTask<MadeSignature> StampAsync(
        WantedSignature wanted, UnstampedSignature signature, DateTimeOffset signedAt, CancellationToken cancellationToken)
    {
        TimestampToken? token = null;
        try
        {
            if (wanted.Profile.Timestamps is { } authority)
                token = await limits.Of(authority).RunAsync(
                    cancellation => signature.TimestampAsync(authority, cancellation).AsTask(), cancellationToken);
        }
        catch
        {
            Keep(wanted, new CachedSignature(signature.Encode(), signedAt, Server: ""));
            throw;
        }

        var encoded = signature.Encode(token);
        Keep(wanted, new CachedSignature(encoded, signedAt, token?.Server ?? ""));
        return new MadeSignature(encoded, token);
    }

    private void Keep(WantedSignature wanted, CachedSignature signature)
    {
        if (wanted.Key is not null)
            cache?.Store(wanted.Key, signature);
    }

    private KnownSignature? Find(SignatureCache cache, WantedSignature wanted)
    {
        if (cache.Find(wanted.Key!) is not { } cached)
            return null;
        try
        {
            var known = Restore(wanted, cached);
            var missing = known.IsComplete ? "" : ", which has no timestamp yet";
            log.Detail($"Uses a cached signature of {cached.SignedAt:u}{missing}: {wanted.Key!.Name}.");
            return known;
        }
        catch (InvalidDataException e)
        {
            cache.Refuse(wanted.Key!, e.Message);
            return null;
        }
    }

    private static KnownSignature Restore(WantedSignature wanted, CachedSignature cached)
    {
        var (signature, token) = SignedDataBuilder.Restore(wanted.Content, wanted.Profile.Signer, cached.Encoded);
        var hit = new CacheHit(wanted.Key!, cached.SignedAt);
        if (wanted.Profile.Timestamps is not { } authority)
            return token.IsEmpty
                ? new KnownSignature(signature, null, true, hit)
                : throw new InvalidDataException("It has a timestamp, and none is wanted.");
        if (token.IsEmpty)
            return new KnownSignature(signature, null, false, hit);
        var accepted = authority.Accept(
            new EarlierToken(token, cached.Server), signature.Value, signature.Digest, wanted.Profile.Signer.Certificate);
        return accepted is not null
            ? new KnownSignature(signature, accepted, true, hit)
            : throw new InvalidDataException("Its timestamp is not one that would be accepted now.");
    }

    private sealed record WantedSignature(SignedContent Content, SigningProfile Profile, CacheKey? Key);

    private sealed record KnownSignature(UnstampedSignature Signature, TimestampToken? Token, bool IsComplete, CacheHit Hit)
    {
        /// <summary>Encodes it anew.</summary>
        public MadeSignature Take() => new(Signature.Encode(Token), Token, Hit);
    }
}
