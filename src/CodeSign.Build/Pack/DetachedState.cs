using CodeSign.Formats.Detached;
using CodeSign.Manifests;
using CodeSign.Signing;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace CodeSign.Build.Pack;

/// <summary>A detached signature that the last pack has made.</summary>
internal sealed record DetachedState
{
    /// <summary>Full path of the file that it is about.</summary>
    public required string Source { get; init; }

    /// <summary>Its length in bytes when it was signed.</summary>
    public required long SourceLength { get; init; }

    /// <summary>Its last-write time then, UTC, in ticks.</summary>
    public required long SourceTicks { get; init; }

    /// <summary>Full path of the signature's file.</summary>
    public required string Signature { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long SignatureLength { get; init; }

    /// <summary>Its last-write time, UTC, in ticks.</summary>
    public required long SignatureTicks { get; init; }

    /// <summary>The file's places in the package, <c>;</c> between them; empty where it is not in the package.</summary>
    public required string PackagePaths { get; init; }

    /// <summary>What the manifest says about it (<see cref="ManifestPart"/>).</summary>
    public required string Entry { get; init; }

    /// <summary>Who signed, as the manifest says it (<see cref="ManifestPart"/>).</summary>
    public required string Signer { get; init; }

    /// <summary>Notes what was made.</summary>
    /// <param name="file">The file.</param>
    /// <param name="before">How the file looked before it was read.</param>
    /// <param name="signed">What was made of it.</param>
    public static DetachedState Of(DetachedFile file, FileInfo before, SignedFile signed)
    {
        var signature = new FileInfo(file.Signature);
        return new DetachedState
        {
            Source = file.Source,
            SourceLength = before.Length,
            SourceTicks = before.LastWriteTimeUtc.Ticks,
            Signature = file.Signature,
            SignatureLength = signature.Length,
            SignatureTicks = signature.LastWriteTimeUtc.Ticks,
            PackagePaths = PathsOf(file),
            Entry = ManifestPart.Write(
                ManifestDetachedSignature.From(file.Places[0], file.Places[0] + DetachedFormat.Extension, file.IsPacked, signed)),
            Signer = ManifestPart.Write(ManifestSigner.From(signed.Job.Profile.Signer)),
        };
    }

    /// <summary>Whether file and signature are as they were, and the file goes where it went.</summary>
    public bool IsCurrent(DetachedFile file) =>
        PackagePaths == PathsOf(file)
        && IsUntouched(Source, SourceLength, SourceTicks)
        && IsUntouched(Signature, SignatureLength, SignatureTicks);

    /// <summary>
    /// NuGet's item that puts the signature into the package beside the file; <see langword="null"/> where that is not there.
    /// </summary>
    public ITaskItem? PackageItem()
    {
        if (PackagePaths.Length == 0)
            return null;
        var item = new TaskItem(Signature);
        item.SetMetadata("PackagePath", string.Join(';', PackagePaths.Split(';').Select(path => path + DetachedFormat.Extension)));
        return item;
    }

    private static string PathsOf(DetachedFile file) => file.IsPacked ? string.Join(';', file.Places) : "";

    private static bool IsUntouched(string path, long length, long ticks) =>
        new FileInfo(path) is { Exists: true } file && file.Length == length && file.LastWriteTimeUtc.Ticks == ticks;
}
