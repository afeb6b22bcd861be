using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Keys.Development;

namespace CodeSign.Tool.Development;

/// <summary>Where the development root is trusted.</summary>
/// <param name="Bundles">Full paths of files of trusted roots.</param>
/// <param name="CurrentUser">Whether in the current user's own store.</param>
internal sealed record DevelopmentTrustPlaces(IReadOnlyList<string> Bundles, bool CurrentUser)
{
    private const string UserStore = "the current user's store";

    /// <summary>Whether no place is named.</summary>
    public bool IsEmpty => Bundles.Count == 0 && !CurrentUser;

    /// <summary>Adds the root to each place; tells whether it was new there.</summary>
    public Task<IReadOnlyList<(string Place, bool IsNew)>> AddAsync(DevelopmentIdentity identity, CancellationToken cancellationToken) =>
        ChangeAsync(bundle => TrustBundle.AddAsync(bundle, identity.Signer.Chain[^1], cancellationToken), UserTrustStore.Add, identity);

    /// <summary>Takes the root out of each place; tells whether it was there.</summary>
    public Task<IReadOnlyList<(string Place, bool WasThere)>> RemoveAsync(DevelopmentIdentity identity,
        CancellationToken cancellationToken) =>
        ChangeAsync(bundle => TrustBundle.RemoveAsync(bundle, identity.Signer.Chain[^1], cancellationToken),
            UserTrustStore.Remove, identity);

    private async Task<IReadOnlyList<(string Place, bool Changed)>> ChangeAsync(
        Func<string, Task<bool>> changeBundle, Action<X509Certificate2, string> changeStore,
        DevelopmentIdentity identity)
    {
        var changed = new List<(string, bool)>();
        try
        {
            foreach (var bundle in Bundles)
                changed.Add((bundle, await changeBundle(bundle)));
            if (CurrentUser)
            {
                changeStore(identity.Signer.Chain[^1], identity.RootCertificatePath);
                changed.Add((UserStore, true));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or CryptographicException)
        {
            throw ToolDiagnostics.TrustNotChanged.Exception(
                $"Trust in the development root can't be changed: {e.Message}",
                "Make the file writable for this user, or let the system's question be answered.", inner: e);
        }

        return changed;
    }
}
