using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Signing.Cache;

namespace CodeSign.Build.Settings;

/// <summary>
/// Where a session keeps signatures: in the user's cache, which all builds share; on a build server in a folder of the project's own
/// under obj, only until signing has succeeded, so that a second attempt of the same job goes on where the first one failed; or nowhere.
/// </summary>
internal sealed class SessionCache
{
    private readonly bool _isForThisJob;

    private SessionCache(SignatureCache? signatures, bool isForThisJob)
    {
        Signatures = signatures;
        _isForThisJob = isForThisJob;
    }

    /// <summary>The cache, or <see langword="null"/> where there is none.</summary>
    public SignatureCache? Signatures { get; }

    /// <summary>Chooses. No folder is touched before something is signed.</summary>
    public static SessionCache Of(ProjectSettings settings, IEngineLog log)
    {
        if (settings.Cache == false)
            return new SessionCache(null, isForThisJob: false);
        if (settings.Cache is null && ContinuousIntegration.Detect(Environment.GetEnvironmentVariable) is not null)
            return new SessionCache(Open(Path.Combine(settings.StateDirectory, "signatures"), new DetailsOnly(log)), isForThisJob: true);
        return new SessionCache(Open(settings.CacheDirectory ?? SignatureCacheLocation.Default, log), isForThisJob: false);
    }

    /// <summary>Removes what is of no more use, once everything is signed and in place.</summary>
    public void TidyUp()
    {
        if (_isForThisJob)
            Signatures?.Clear();
        else
            Signatures?.Trim();
    }

    private static SignatureCache? Open(string? directory, IEngineLog log) =>
        directory is null ? null : new SignatureCache(new SignatureCacheOptions { Directory = directory }, log);

    /// <summary>Nobody has asked for the folder under obj: what is wrong with it is worth no warning.</summary>
    private sealed class DetailsOnly(IEngineLog log) : IEngineLog
    {
        public void Report(Diagnostic diagnostic) => log.Detail(diagnostic.ToString());

        public void Detail(string message) => log.Detail(message);
    }
}
