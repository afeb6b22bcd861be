using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>
/// The record of one signed package or published folder: what it is, who made it from what, who signed it and when, and what became
/// of every signable file in it. Stands beside the package, or in the folder, as <c>ID.VERSION.codesign.json</c>; its schema is
/// published and versioned.
/// </summary>
[Description("What CodeSign.Build signed in one package or published folder, with whose key and which timestamps, and why other files were left as they came.")]
public sealed record SignatureManifest
{
    /// <summary>The version of the schema that this code writes, and the newest that it reads.</summary>
    public const int CurrentSchemaVersion = 3;

    /// <summary>The version of the schema.</summary>
    [Description("The version of this schema. Readers refuse a version that they don't know.")]
    public required int SchemaVersion { get; init; }

    /// <summary>What wrote the manifest.</summary>
    [Description("What wrote the manifest.")]
    public required ManifestTool Tool { get; init; }

    /// <summary>When the manifest was written, UTC.</summary>
    [Description("When the manifest was written, UTC, by the clock of the machine that built. Signatures carry the time that counts.")]
    public required DateTimeOffset Created { get; init; }

    /// <summary>Whether a development identity signed: its signatures are trusted nowhere else.</summary>
    [Description("True where a development identity (dev:) signed: such signatures are trusted on the machine that made them and nowhere else.")]
    public required bool Development { get; init; }

    /// <summary>The package, or <see langword="null"/> where the manifest is about a folder.</summary>
    [Description("The package that the manifest is about. Absent where it is about a published folder.")]
    public ManifestPackage? Package { get; init; }

    /// <summary>The published folder, or <see langword="null"/> where the manifest is about a package.</summary>
    [Description("The published folder that the manifest is about, and lies in. Absent where it is about a package.")]
    public ManifestFolder? Folder { get; init; }

    /// <summary>What it was built from, where known.</summary>
    [Description("The source that the package or program was built from: of a package, as its .nuspec says; of a folder, as the project says. Absent where it says nothing.")]
    public ManifestRepository? Repository { get; init; }

    /// <summary>Who ran the build.</summary>
    [Description("Who ran the build, as the environment of the build says. It is not proven: whoever runs the build can set it.")]
    public required BuildOrigin Build { get; init; }

    /// <summary>Whose certificates signed, in the order of their SHA-256.</summary>
    [Description("The certificates that signed the package and the files, in the order of their SHA-256.")]
    public required IReadOnlyList<ManifestSigner> Signers { get; init; }

    /// <summary>The tests that passed before anything was signed; <see langword="null"/> where the project asks for none.</summary>
    [Description("The tests that passed before anything was signed. Absent where the project has no test gate.")]
    public ManifestTests? Tests { get; init; }

    /// <summary>The signable files in the package or folder, in the order of their paths.</summary>
    [Description("Every file in the package or folder that can carry a signature of its own, in the order of the paths.")]
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>
    /// The files whose signature stands beside them, in the order of their paths; <see langword="null"/> where there are none.
    /// </summary>
    [Description("Files of any kind that got a signature in a file of its own (CMS, detached), in the order of the paths. Absent where there are none.")]
    public IReadOnlyList<ManifestDetachedSignature>? Detached { get; init; }

    /// <summary>The archives beside the package that were signed with it, and the files in them; <see langword="null"/> for none.</summary>
    [Description("The archives on disk that CodeSignFile items name and that are not in the package, with the signable files in them; paths are relative to the project. Absent where there are none.")]
    public IReadOnlyList<ManifestFile>? Archives { get; init; }
}
