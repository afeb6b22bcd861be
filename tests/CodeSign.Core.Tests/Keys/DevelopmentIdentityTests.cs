using System.Security.Cryptography.X509Certificates;
using CodeSign.Keys;
using CodeSign.Keys.Development;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

[TestClass]
public sealed class DevelopmentIdentityTests
{
    private const string ProcessFolder = "CODESIGN_TEST_DEVELOPMENT_FOLDER";

    [TestMethod]
    public async Task A_fresh_machine_signs_and_keeps_its_identity()
    {
        using var folder = new KeyFolder();
        using var first = await folder.OpenAsync("dev:");
        using var second = await folder.OpenAsync("dev:");

        Assert.AreEqual(first.Certificate, second.Certificate);
        Assert.AreEqual(KeyKind.Development, first.Kind);
        Assert.AreEqual("CSB1502 CSB1502", string.Join(' ', folder.Log.Codes));
        await Signatures.RequireWorkingAsync(second);

        using var whole = await OpenAsync(folder);
        Assert.AreEqual(first.Certificate, whole.Signer.Certificate);
        await Signatures.RequireWorkingAsync(whole.TimestampAuthority);
        Assert.Contains(whole.RootCertificatePath, folder.Log.Text);
    }

    [TestMethod]
    public async Task Its_certificates_are_for_one_purpose_each_and_for_a_year()
    {
        using var folder = new KeyFolder();
        using var identity = await OpenAsync(folder);
        var root = identity.Signer.Chain[^1];

        Assert.AreEqual(root, identity.TimestampAuthority.Chain[^1]);
        Assert.AreEqual(root, X509CertificateLoader.LoadCertificateFromFile(identity.RootCertificatePath));
        Assert.AreEqual(CertificateOptions.CodeSigning, Usages(identity.Signer.Certificate));
        Assert.AreEqual(CertificateOptions.TimeStamping, Usages(identity.TimestampAuthority.Certificate));
        Assert.AreEqual($"{CertificateOptions.CodeSigning} {CertificateOptions.TimeStamping}", Usages(root));
        var constraints = root.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.IsTrue(constraints is { CertificateAuthority: true, HasPathLengthConstraint: true, PathLengthConstraint: 0 });
        foreach (var certificate in (X509Certificate2[])[root, identity.Signer.Certificate, identity.TimestampAuthority.Certificate])
        {
            Assert.StartsWith("CN=DEVELOPMENT ONLY ", certificate.Subject);
            Assert.IsInRange(55, 65, (DateTime.Now - certificate.NotBefore).TotalMinutes);
            Assert.IsInRange(365, 366, (certificate.NotAfter - certificate.NotBefore).TotalDays);
            Assert.AreEqual("sha256RSA", certificate.SignatureAlgorithm.FriendlyName);
        }
    }

    [TestMethod]
    public async Task OpenSSL_accepts_its_chains_by_the_strict_rules()
    {
        using var folder = new KeyFolder();
        using var identity = await OpenAsync(folder);
        folder.Write("signer.pem", identity.Signer.Certificate.ExportCertificatePem());
        folder.Write("timestamps.pem", identity.TimestampAuthority.Certificate.ExportCertificatePem());

        await folder.OpenSslAsync("verify", "-x509_strict", "-check_ss_sig", "-CAfile", identity.RootCertificatePath, "signer.pem");
        await folder.OpenSslAsync(
            "verify", "-x509_strict", "-purpose", "timestampsign", "-CAfile", identity.RootCertificatePath, "timestamps.pem");
    }

    [TestMethod]
    public async Task Nothing_but_the_two_keys_is_stored()
    {
        using var folder = new KeyFolder();
        using var identity = await OpenAsync(folder);
        var home = Path.GetDirectoryName(identity.RootCertificatePath)!;

        Assert.AreEqual("identity.pem root.pem", string.Join(' ', Directory.EnumerateFiles(home).Select(Path.GetFileName).Order()));
        var text = File.ReadAllText(Path.Combine(home, "identity.pem"));
        Assert.AreEqual(2, text.Split("BEGIN PRIVATE KEY").Length - 1);
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(identity.RootCertificatePath));
        Assert.AreEqual("development", string.Join(' ', Directory.EnumerateDirectories(Path.GetDirectoryName(home)!).Select(Path.GetFileName)));
    }

    [TestMethod]
    [DataRow("CI", "true")]
    [DataRow("CI", "1")]
    [DataRow("TF_BUILD", "True")]
    public async Task Continuous_integration_is_refused_unless_it_is_allowed(string variable, string value)
    {
        using var folder = new KeyFolder().WithVariable(variable, value);

        Assert.Contains(variable, (await folder.RefusalAsync("dev:", DevelopmentDiagnostics.RefusedInContinuousIntegration)).Message);
        Assert.IsFalse(Directory.Exists(folder.File("home")));

        await StoredIdentity.PutAsync(folder);
        folder.Options = folder.Options with { AllowDevelopmentKey = true };
        (await folder.OpenAsync("dev:")).Dispose();
    }

    [TestMethod]
    public async Task A_CI_variable_that_says_no_is_none()
    {
        using var folder = new KeyFolder().WithVariable("CI", "false");
        await StoredIdentity.PutAsync(folder);

        (await folder.OpenAsync("dev:")).Dispose();
    }

    [TestMethod]
    public async Task A_user_without_a_home_folder_is_told_so()
    {
        using var folder = new KeyFolder();
        folder.Options = folder.Options with { LocalApplicationData = () => "" };

        await folder.RefusalAsync("dev:", DevelopmentDiagnostics.NoHome);
    }

    [TestMethod]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        using var folder = new KeyFolder();
        folder.Write("home", "a file where a folder should be");

        Assert.Contains(folder.File("home"), (await folder.RefusalAsync("dev:", DevelopmentDiagnostics.CannotStore)).Message);
    }

    [TestMethod]
    public async Task Nothing_may_follow_its_scheme()
    {
        using var folder = new KeyFolder();

        await folder.RefusalAsync("dev:release", KeyDiagnostics.UnknownReference);
    }

    [TestMethod]
    [DataRow(+366)]
    [DataRow(-1)]
    public async Task An_identity_that_is_not_valid_now_is_renewed(int days)
    {
        using var folder = new KeyFolder();
        var real = folder.Options;
        folder.Options = real with { TimeProvider = new FixedTime(DateTimeOffset.UtcNow.AddDays(-days)) };
        using var old = await folder.OpenAsync("dev:");

        folder.Options = real;
        var renewed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => folder.OpenAsync("dev:"))));

        Assert.AreNotEqual(old.Certificate, renewed[0].Certificate);
        Assert.HasCount(1, renewed.Select(r => r.Certificate.Thumbprint).Distinct());
        await Signatures.RequireWorkingAsync(renewed[0]);
        foreach (var identity in renewed)
            identity.Dispose();
    }

    [TestMethod]
    public async Task Eight_that_create_it_at_once_get_the_same_one()
    {
        using var folder = new KeyFolder();

        var identities = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(folder))));

        Assert.HasCount(1, identities.Select(i => i.Signer.Certificate.Thumbprint).Distinct());
        Assert.HasCount(1, identities.Select(i => i.TimestampAuthority.Certificate.Thumbprint).Distinct());
        foreach (var identity in identities)
            identity.Dispose();
    }

    [TestMethod]
    public async Task Processes_that_create_it_at_once_get_the_same_one()
    {
        using var folder = new TemporaryFolder();
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunProcessAsync(folder.Path)));

        foreach (var result in results)
            Assert.AreEqual(0, result.ExitCode, result.AllOutput);

        var serials = Directory.EnumerateFiles(folder.Path, "serial-*").Select(File.ReadAllText).ToList();
        Assert.HasCount(3, serials);
        Assert.HasCount(1, serials.Distinct());
    }

    /// <summary>By itself this makes an identity in a folder of its own; the test above runs it in several processes for one folder.</summary>
    [TestMethod]
    public async Task A_process_of_its_own_makes_or_finds_the_identity()
    {
        using var own = new TemporaryFolder();
        var shared = Environment.GetEnvironmentVariable(ProcessFolder) ?? own.Path;
        var options = new KeyOptions { BaseDirectory = shared, Environment = _ => null, LocalApplicationData = () => Path.Combine(shared, "home") };

        using var identity = await DevelopmentIdentity.OpenAsync(options, new RecordingLog(), CancellationToken.None);

        await Signatures.RequireWorkingAsync(identity.Signer);
        await File.WriteAllTextAsync(Path.Combine(shared, $"serial-{Environment.ProcessId}"), identity.Signer.Certificate.SerialNumber);
    }

    private static Task<ProcessResult> RunProcessAsync(string folder) => Run.ProcessAsync(
        Environment.ProcessPath!,
        [
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(DevelopmentIdentityTests).Assembly.Location] : (string[])[],
            "--filter", $"Name~{nameof(A_process_of_its_own_makes_or_finds_the_identity)}", "--results-directory", folder,
        ],
        ProcessOptions.Default with { Environment = new Dictionary<string, string?> { [ProcessFolder] = folder } });

    private static Task<DevelopmentIdentity> OpenAsync(KeyFolder folder) =>
        DevelopmentIdentity.OpenAsync(folder.Options, folder.Log, CancellationToken.None);

    private static string Usages(X509Certificate2 certificate) => string.Join(' ',
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages
            .Cast<System.Security.Cryptography.Oid>().Select(o => o.Value));
}
