using CodeSign.Keys;
using CodeSign.Timestamping;

namespace CodeSign.Signing;

/// <summary>
/// What a run may do at once. Each resource has a limit of its own, so that waiting for one leaves the others busy: cores, every key, every
/// timestamp authority.
/// </summary>
internal sealed class SigningLimits(SigningEngineOptions options)
{
    private readonly Dictionary<object, ConcurrencyLimit> _limits = new(ReferenceEqualityComparer.Instance);

    /// <summary>Work that keeps a core busy: copying, hashing, compressing, verifying.</summary>
    public ConcurrencyLimit Work { get; } = new(options.MaxParallelism);

    /// <summary>Operations of one key.</summary>
    public ConcurrencyLimit Of(ISigningKey key) => Of(key, Math.Max(1, key.MaxOperations));

    /// <summary>Requests to one authority.</summary>
    public ConcurrencyLimit Of(ITimestampAuthority authority) => Of(authority, options.MaxTimestamps);

    private ConcurrencyLimit Of(object resource, int most)
    {
        lock (_limits)
        {
            if (!_limits.TryGetValue(resource, out var limit))
                _limits.Add(resource, limit = new ConcurrencyLimit(most));
            return limit;
        }
    }
}
