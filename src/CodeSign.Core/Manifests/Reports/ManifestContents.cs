namespace CodeSign.Manifests.Reports;

/// <summary>Finds things in a manifest wherever they stand in it.</summary>
internal static class ManifestContents
{
    /// <summary>Id and version of the package or folder.</summary>
    public static (string Id, string Version) SubjectOf(SignatureManifest manifest) => manifest.Package is { } package
        ? (package.Id, package.Version)
        : (manifest.Folder!.Id, manifest.Folder.Version);

    /// <summary>The files in the package or folder, and in archives beside it.</summary>
    public static IEnumerable<ManifestFile> Files(SignatureManifest manifest) => manifest.Files.Concat(manifest.Archives ?? []);

    /// <summary>Every signature that was made.</summary>
    public static IEnumerable<ManifestSignature> Signatures(SignatureManifest manifest)
    {
        if (manifest.Package?.Signature is { } package)
            yield return package;
        foreach (var file in Files(manifest))
            if (file.Signature is not null)
                yield return file.Signature;
        foreach (var file in manifest.Detached ?? [])
            yield return file.Signature;
    }

    /// <summary>Every timestamp.</summary>
    public static IEnumerable<ManifestTimestamp> Timestamps(SignatureManifest manifest) =>
        Signatures(manifest).Select(signature => signature.Timestamp).OfType<ManifestTimestamp>();

    /// <summary>A run's test assembly, with its framework where that is known.</summary>
    public static string NameOf(ManifestTestRun run) => run.Framework is null ? run.TestAssembly : $"{run.TestAssembly} ({run.Framework})";

    /// <summary>How an assembly was tested, in words.</summary>
    public static string Describe(ManifestTestedKind how) => how switch
    {
        ManifestTestedKind.Exact => "tested exactly",
        ManifestTestedKind.Instrumented => "tested instrumented",
        ManifestTestedKind.Compiled => "compiled ahead from what was tested",
        _ => "not tested",
    };

    /// <summary>A file's path, with the single-file program that holds it.</summary>
    public static string PathOf(ManifestFile file) => file.Bundle is null ? file.Path : $"{file.Path} (in {file.Bundle})";
}
