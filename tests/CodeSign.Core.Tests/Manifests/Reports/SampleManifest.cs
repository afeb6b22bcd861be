using CodeSign.Manifests;

namespace CodeSign.Core.Tests.Manifests.Reports;

/// <summary>Manifests for reports: one that is as it should be, and changes that each deserve a finding.</summary>
internal static class SampleManifest
{
    private static readonly DateTimeOffset Created = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly string Signer = Digest('a');

    private static readonly ManifestTestRun Run = new()
    {
        Runner = "VSTest",
        TestAssembly = "Contoso.Library.Tests.dll",
        Framework = ".NETCoreApp,Version=v10.0",
        Runtime = ".NET 10.0.1",
        Total = 120,
        Passed = 120,
        Skipped = 0,
        Started = Created.AddMinutes(-2),
        Finished = Created.AddMinutes(-1),
        ResultsSha256 = Digest('7'),
        EvidenceSha256 = [Digest('8')],
    };

    /// <summary>A package with a signed assembly and a signed one of somebody else.</summary>
    public static SignatureManifest Package { get; } = new()
    {
        SchemaVersion = SignatureManifest.CurrentSchemaVersion,
        Tool = new ManifestTool("CodeSign.Build", "1.2.3"),
        Created = Created,
        Development = false,
        Package = new ManifestPackage
        {
            Id = "Contoso.Library",
            Version = "2.0.0",
            File = "Contoso.Library.2.0.0.nupkg",
            Length = 123_456,
            Sha256 = Digest('1'),
            ContentSha256 = Digest('2'),
            ContentSha512 = "qk2Fa5Jm0b7C4pYw3Q==",
            Signature = Signature("2026-03-04T05:06:10Z"),
        },
        Repository = new ManifestRepository { Type = "git", Url = "https://git.contoso.example/library", Commit = Digest('c')[..40], Branch = "main" },
        Build = new BuildOrigin
        {
            System = "GitHub Actions",
            RunUrl = "https://github.example/contoso/library/actions/runs/1",
            Workflow = "contoso/library/.github/workflows/release.yml@refs/tags/v2.0.0",
            Actor = "sarah",
        },
        Signers =
        [
            new ManifestSigner
            {
                Sha256 = Signer,
                Subject = "CN=Contoso Ltd., O=Contoso Ltd., C=CH",
                Issuer = "CN=Example Code Signing CA, O=Example, C=CH",
                SerialNumber = "0A1B2C3D4E5F",
                NotBefore = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero),
                NotAfter = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero),
                Algorithm = "RSA-3072",
                KeyKind = "file",
            },
        ],
        Tests = new ManifestTests { Runs = [Run] },
        Files =
        [
            File("lib/net10.0/Contoso.Library.dll", ManifestFileAction.Signed) with
            {
                Signature = Signature("2026-03-04T05:06:08Z"),
                Tested = new ManifestTested(ManifestTestedKind.Exact, "A run that passed loaded these bytes."),
            },
            Vendor("lib/net10.0/Vendor.dll", ManifestExistingSignatureState.Trusted),
        ],
    };

    /// <summary>The same with everything that can be found.</summary>
    public static SignatureManifest Everything { get; } = Package with
    {
        Development = true,
        Package = Package.Package! with { Signature = null },
        Tests = new ManifestTests { Runs = [Run with { Passed = 117, Skipped = 3, SealedBy = "CN=Contoso Test Job", Profiled = true }] },
        Signers =
        [
            Package.Signers[0] with { NotAfter = Created.AddDays(20) },
            Package.Signers[0] with { Sha256 = Digest('d'), Subject = "CN=CodeSign development", KeyKind = "development" },
        ],
        Files =
        [
            File("lib/net10.0/Contoso.Library.dll", ManifestFileAction.Signed) with
            {
                Signature = Signature(null),
                Tested = new ManifestTested(ManifestTestedKind.Instrumented, "A run that passed loaded this compilation."),
            },
            File("lib/net10.0/Retried.dll", ManifestFileAction.Signed) with
            {
                Signature = Retried(),
                Tested = new ManifestTested(ManifestTestedKind.Untested, "The same source as for net9.0."),
            },
            File("tools/Template.dll", ManifestFileAction.Excluded),
            File("tools/Unknown.dll", ManifestFileAction.Excluded) with { Origin = new ManifestFileOrigin { Kind = ManifestFileOriginKind.Unknown } },
            Vendor("lib/net10.0/Unsigned.dll", null),
            Vendor("lib/net10.0/Stranger.dll", ManifestExistingSignatureState.Untrusted),
            Vendor("lib/net10.0/Broken.dll", ManifestExistingSignatureState.Broken),
        ],
        Detached =
        [
            new ManifestDetachedSignature
            {
                Path = "tools/install.sh",
                Packed = true,
                Sha256 = Digest('5'),
                SignaturePath = "tools/install.sh.p7s",
                SignatureSha256 = Digest('6'),
                Signature = Signature("2026-03-04T05:06:09Z"),
            },
        ],
    };

    /// <summary>A file of the package's own project.</summary>
    public static ManifestFile File(string path, ManifestFileAction action) => new()
    {
        Path = path,
        Format = "pe",
        Origin = new ManifestFileOrigin { Kind = ManifestFileOriginKind.Own },
        Action = action,
        Reason = action == ManifestFileAction.Excluded ? "The CodeSignFile rule 'tools/*' says Sign=\"false\"." : "It is this project's own output.",
        Sha256Before = Digest('3'),
        Sha256 = Digest('4'),
    };

    private static ManifestFile Vendor(string path, ManifestExistingSignatureState? state) => File(path, ManifestFileAction.Kept) with
    {
        Origin = new ManifestFileOrigin { Kind = ManifestFileOriginKind.Package, Name = "Vendor.Library", Version = "4.5.6" },
        Reason = "It comes from the package Vendor.Library 4.5.6.",
        ExistingSignature = state is null
            ? null
            : new ManifestExistingSignature { State = state.Value, Subject = "CN=Vendor Inc.", Signer = Digest('b') },
    };

    private static ManifestSignature Retried()
    {
        var signature = Signature("2026-03-04T05:06:08Z");
        return signature with
        {
            Timestamp = signature.Timestamp! with
            {
                FailedAttempts = [new("http://timestamp.other.example/", Created, "status 503"), new("http://timestamp.other.example/", Created, "no answer")],
            },
        };
    }

    private static ManifestSignature Signature(string? time) => new()
    {
        Signer = Signer,
        DigestAlgorithm = "SHA256",
        ContentDigest = Digest('e'),
        Timestamp = time is null
            ? null
            : new ManifestTimestamp
            {
                Server = "http://timestamp.example/",
                Authority = "CN=Example Timestamping 2026, O=Example, C=CH",
                AuthoritySha256 = Digest('f'),
                GenTime = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
                AccuracySeconds = 1,
                SerialNumber = "0102",
                Policy = "1.2.3.4",
            },
    };

    private static string Digest(char digit) => new(digit, 64);
}
