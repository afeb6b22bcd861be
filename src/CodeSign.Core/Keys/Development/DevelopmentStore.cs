using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodeSign.Diagnostics;
using CodeSign.Keys.Files;

namespace CodeSign.Keys.Development;

/// <summary>
/// The folder of a development identity. It appears whole, by a rename, and is never changed afterwards, only replaced when it
/// has expired. A lock keeps processes that come at the same time from each making one; where the file system has no locks, the
/// first rename wins and the others use what it brought.
/// </summary>
internal sealed class DevelopmentStore
{
    private const string DevelopmentFolder = "development";
    private const string IdentityFile = "identity.pem";
    private const string RootFile = "root.pem";

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>A build that starts now should not end with an expired identity.</summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromHours(12);

    private readonly string _parent;
    private readonly string _folder;
    private readonly TimeProvider _timeProvider;

    private DevelopmentStore(string parent, TimeProvider timeProvider)
    {
        _parent = parent;
        _folder = Path.Combine(parent, DevelopmentFolder);
        _timeProvider = timeProvider;
    }

    /// <summary>Where the identity of a user is, by the user's folder for local application data.</summary>
    public static string PathIn(string localApplicationData) => Path.Combine(Folder(localApplicationData), DevelopmentFolder, IdentityFile);

    /// <summary>Finds the place, which need not exist yet.</summary>
    /// <exception cref="CodeSignException">The user has no folder.</exception>
    public static DevelopmentStore Locate(KeyOptions options)
    {
        var home = options.LocalApplicationData();
        if (Path.IsPathFullyQualified(home))
            return new DevelopmentStore(Folder(home), options.TimeProvider);

        throw DevelopmentDiagnostics.NoHome.Exception(
            "The key is dev:, and this user has no folder to keep a development identity in: the home folder does not exist.",
            "Set the environment variable HOME to a folder of this user (on Linux, XDG_DATA_HOME serves too), or "
            + "CodeSignKey to a key file.");
    }

    /// <summary>Opens the identity that is there, or makes one.</summary>
    /// <exception cref="CodeSignException">It is open to others, damaged, or can't be written.</exception>
    public async Task<DevelopmentIdentity> OpenOrCreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (TryOpenUnlocked() is { } identity)
                return identity;

            CreateParent();
            using (await LockAsync(cancellationToken))
                return Open() ?? Create(cancellationToken);
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            throw CannotStore(e);
        }
    }

    /// <summary>Opens the identity that is there, if it is valid now.</summary>
    /// <exception cref="CodeSignException">It is open to others, or damaged.</exception>
    public DevelopmentIdentity? Find()
    {
        try
        {
            return Open();
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            throw CannotStore(e);
        }
    }

    /// <summary>Removes the identity that is there, valid or not.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CodeSignException">It can't be removed.</exception>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!Path.Exists(_folder))
            return false;
        try
        {
            using (await LockAsync(cancellationToken))
            {
                // Moved first: a process that opens it now finds it whole or not at all.
                var removed = Path.Combine(_parent, $"development.old-{Guid.NewGuid():N}");
                Directory.Move(_folder, removed);
                Directory.Delete(removed, recursive: true);
            }

            return true;
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            throw CannotStore(e);
        }
    }

    private CodeSignException CannotStore(Exception e) => DevelopmentDiagnostics.CannotStore.Exception(
        $"The development identity can't be written or read in '{_parent}'. {e.Message}",
        "Make that folder writable for this user, or set CodeSignKey to a key file.", _parent, e);

    private static string Folder(string home) => Path.Combine(home, "CodeSign.Build");

    /// <summary>While another process renews the identity its files may be seen half: then the look under the lock decides.</summary>
    private DevelopmentIdentity? TryOpenUnlocked()
    {
        try
        {
            return Open();
        }
        catch (CodeSignException e) when (e.Diagnostic.Descriptor == DevelopmentDiagnostics.Damaged)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The identity in the folder, or <see langword="null"/> where there is none that is valid now.</summary>
    private DevelopmentIdentity? Open()
    {
        if (!Path.Exists(_folder))
            return null;

        var identityPath = Path.Combine(_folder, IdentityFile);
        var rootPath = Path.Combine(_folder, RootFile);
        PrivateFolder.RequireUnwritable(_parent);
        PrivateFolder.RequireClosed(_folder);
        foreach (var path in (string[])[identityPath, rootPath])
        {
            if (!Path.Exists(path))
                throw Damaged($"the file {Path.GetFileName(path)} is missing");

            PrivateFolder.RequireClosed(path);
        }

        return Read(identityPath, rootPath);
    }

    private DevelopmentIdentity? Read(string identityPath, string rootPath)
    {
        using var identityFile = BoundedFile.Read(identityPath);
        using var rootFile = BoundedFile.Read(rootPath);
        try
        {
            var parts = DevelopmentParts.Parse(identityFile.Span, rootFile.Span);
            if (parts.Signer.Certificate is var signer && IsValid(signer))
                return new DevelopmentIdentity(parts.Signer, parts.TimestampAuthority, rootPath);

            parts.Signer.Dispose();
            parts.TimestampAuthority.Dispose();
            return null;
        }
        catch (KeyFileException e)
        {
            throw Damaged(e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            throw Damaged("a certificate is malformed", e);
        }
    }

    /// <summary>Where the clock was wrong when the identity was made, it may lie in the future.</summary>
    private bool IsValid(X509Certificate2 certificate)
    {
        var now = _timeProvider.GetUtcNow();
        return certificate.NotBefore.ToUniversalTime() <= now && now + RenewalMargin < certificate.NotAfter.ToUniversalTime();
    }

    private DevelopmentIdentity Create(CancellationToken cancellationToken)
    {
        RemoveLeftovers();
        cancellationToken.ThrowIfCancellationRequested();
        var fresh = Path.Combine(_parent, $"development.new-{Guid.NewGuid():N}");
        PrivateFolder.Create(fresh);
        try
        {
            using (var keys = DevelopmentCertificates.Issue(Environment.UserName, Environment.MachineName, _timeProvider.GetUtcNow()))
                DevelopmentParts.Write(keys, Path.Combine(fresh, IdentityFile), Path.Combine(fresh, RootFile));

            cancellationToken.ThrowIfCancellationRequested();
            MoveIntoPlace(fresh);
        }
        finally
        {
            Delete(fresh);
        }

        return Open() ?? throw Damaged("it is not valid although it was just made");
    }

    private void MoveIntoPlace(string fresh)
    {
        if (Path.Exists(_folder))
        {
            var expired = Path.Combine(_parent, $"development.old-{Guid.NewGuid():N}");
            Directory.Move(_folder, expired);
            Delete(expired);
        }

        try
        {
            Directory.Move(fresh, _folder);
        }
        catch (IOException) when (Directory.Exists(_folder))
        {
            // Another process was faster in spite of the lock: its identity is as good.
        }
    }

    private void CreateParent()
    {
        PrivateFolder.Create(_parent);
        PrivateFolder.RequireUnwritable(_parent);
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_parent, "development.lock");
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, PrivateFolder.FileOptions(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException) when (File.Exists(path) && TimeProvider.System.GetElapsedTime(start) < LockTimeout)
            {
                await Task.Delay(LockPoll, cancellationToken);
            }
        }
    }

    /// <summary>
    /// What processes that were killed have left behind. A recent one may belong to a living process where locks do not work.
    /// </summary>
    private void RemoveLeftovers()
    {
        foreach (var leftover in Directory.EnumerateDirectories(_parent, "development.*-*"))
            if (Directory.GetLastWriteTimeUtc(leftover) < DateTime.UtcNow.AddHours(-1))
                Delete(leftover);
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (FileFailure.IsFileFailure(e))
        {
            // It was moved, or someone reads it still: the next creation removes it.
        }
    }

    private CodeSignException Damaged(string what, Exception? inner = null) => DevelopmentDiagnostics.Damaged.Exception(
        $"The development identity in '{_folder}' is damaged: {what}.",
        "Delete that folder, and the next use makes a new identity. What the old one signed must then be signed again.", _folder, inner);
}
