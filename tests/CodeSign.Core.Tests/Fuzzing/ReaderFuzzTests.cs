using CodeSign.Core.Tests.Formats;
using CodeSign.Core.Tests.Formats.NuGetPackage;
using CodeSign.Core.Tests.TestGate;
using CodeSign.Core.Tests.Verification;
using CodeSign.Formats;
using CodeSign.Keys;
using CodeSign.Signing;
using CodeSign.TestGate;
using CodeSign.Testing;
using CodeSign.Timestamping;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Fuzzing;

/// <summary>Every reader of what comes from outside, and hostile files.</summary>
[TestClass]
public sealed class ReaderFuzzTests
{
    /// <summary>What takes that long hangs: the rounds of a suite take seconds.</summary>
    private const int Hangs = 3_600_000;

    private static readonly SignatureFormats Formats = new();

    [TestMethod]
    [Timeout(Hangs)]
    public void Executables_to_sign() => SearchStaging(Formats.PortableExecutable, Samples.UnsignedImage, ExistingSignature.Refuse);

    [TestMethod]
    [Timeout(Hangs)]
    [DataRow(ExistingSignature.Append)]
    [DataRow(ExistingSignature.Replace)]
    public async Task Executables_that_are_signed_already(ExistingSignature existing) =>
        SearchStaging(Formats.PortableExecutable, (await Samples.SignImageAsync()).File, existing);

    [TestMethod]
    [Timeout(Hangs)]
    public void Packages_to_sign() => SearchStaging(Formats.NuGetPackage, TestPackage.Build(files: 5), ExistingSignature.Refuse);

    [TestMethod]
    [Timeout(Hangs)]
    public async Task Packages_that_are_signed_already() =>
        SearchStaging(Formats.NuGetPackage, await Samples.SignPackageAsync(), ExistingSignature.Replace);

    [TestMethod]
    [Timeout(Hangs)]
    public void Packages_to_look_into()
    {
        using var folder = new TemporaryFolder();
        var image = Samples.UnsignedImage;
        var package = TestPackage.Build(add: zip =>
        {
            using var entry = zip.CreateEntry("lib/net10.0/A.dll").Open();
            entry.Write(image);
        });

        FuzzLab.Search(package, file =>
            PackageInspection.OpenAsync(folder.Write("a.nupkg", file), [], CancellationToken.None).GetAwaiter().GetResult());
    }

    [TestMethod]
    [Timeout(Hangs)]
    public void Assemblies_that_were_tested()
    {
        using var folder = new TemporaryFolder();
        FuzzLab.Search(File.ReadAllBytes(typeof(ReaderFuzzTests).Assembly.Location), file =>
            AssemblyIdentity.ReadAsync(folder.Write("a.dll", file), CancellationToken.None).GetAwaiter().GetResult());
    }

    [TestMethod]
    [Timeout(Hangs)]
    public void Results_of_tests() => SearchJudging("a.trx", RealRun.All[0].Results);

    [TestMethod]
    [Timeout(Hangs)]
    public void Evidence_of_tests() => SearchJudging("a.testevidence.jsonl", RealRun.All[0].Evidence);

    [TestMethod]
    [Timeout(Hangs)]
    public async Task Executables_to_verify() => SearchVerification((await Samples.NestedImageAsync()).File);

    [TestMethod]
    [Timeout(Hangs)]
    public async Task Packages_to_verify() => SearchVerification(await Samples.PackageAsync());

    [TestMethod]
    [Timeout(Hangs)]
    public async Task Signatures_to_verify()
    {
        var image = await Samples.ImageAsync();
        FuzzLab.Search(image.Message, message => Verify(image.WithMessage(message)));
    }

    [TestMethod]
    [Timeout(Hangs)]
    public void Replies_of_timestamp_servers()
    {
        var signature = new byte[256];
        var request = TimestampRequest.Create(
            CodeSign.Cms.DigestAlgorithm.Sha256.Hash(signature), CodeSign.Cms.DigestAlgorithm.Sha256, policy: null);
        var requirements = new TimestampRequirements
        {
            Trust = TrustStore.FromCertificates([TestIdentities.Authority.Root]),
            Nonce = request.Nonce,
        };
        var reader = new TimestampReplyReader(new TimestampTokenVerifier(new CertificateChainVerifier()));

        FuzzLab.Search(TimestampServer.MakeReply(request.Encoded), reply =>
            reader.Read(new TransportResult(reply, null, null), signature, requirements));
    }

    /// <summary>The judge throws nothing: what it can't read is one of its diagnostics.</summary>
    private static void SearchJudging(string name, string content)
    {
        using var folder = new TemporaryFolder();
        FuzzLab.Search(System.Text.Encoding.UTF8.GetBytes(content), file =>
        {
            var options = new TestGateOptions { Assemblies = [], Results = [folder.Write(name, file)] };
            TestJudge.JudgeAsync(options, CancellationToken.None).GetAwaiter().GetResult();
        });
    }

    private static void SearchStaging(ISignatureFormat format, byte[] original, ExistingSignature existing)
    {
        using var folder = new TemporaryFolder();
        using var signer = TestIdentities.CodeSigningEc.CreateIdentity();
        FuzzLab.Search(original, file => StageAsync(format, file, existing, folder, signer).GetAwaiter().GetResult());
    }

    private static async Task StageAsync(
        ISignatureFormat format, byte[] file, ExistingSignature existing, TemporaryFolder folder, SigningIdentity signer)
    {
        var source = folder.Write("source", file);
        await using (var stream = File.OpenRead(source))
        {
            if (!format.Recognises(stream))
                return;
        }

        var request = FormatSigner.Request(source, folder.File("staged"), signer) with { Existing = existing };
        await using var staged = await format.StageAsync(request, CancellationToken.None);
        await staged.EmbedAsync(new byte[8], CancellationToken.None);
    }

    private static void SearchVerification(byte[] original) => FuzzLab.Search(original, Verify);

    private static void Verify(byte[] file) => Verifying.VerifyAsync(file, Verifying.Options).GetAwaiter().GetResult();
}
