using CodeSign.Testing;
using CodeSign.Verification;

namespace CodeSign.Core.Tests.Verification.Vectors;

[TestClass]
public sealed class TestVectorTests
{
    /// <summary>Writes the vectors to the folder CODESIGN_TEST_VECTORS where that is set, and to a temporary one otherwise.</summary>
    [TestMethod]
    public async Task Each_file_of_the_folder_has_the_expected_verdict()
    {
        using var temporary = new TemporaryFolder();
        var folder = Environment.GetEnvironmentVariable("CODESIGN_TEST_VECTORS") ?? temporary.File("vectors");
        await TestVectorFolder.WriteAsync(folder);

        var expected = TestVectorFolder.Read(folder);
        var trust = TrustStore.FromPemFile(Path.Combine(folder, expected.Roots));
        var options = new VerificationOptions
        {
            SignerTrust = trust,
            TimestampTrust = trust,
            Clock = new FixedClock(DateTimeOffset.Parse(expected.Time, System.Globalization.CultureInfo.InvariantCulture)),
        };
        var verifier = new ArtifactVerifier();
        foreach (var vector in expected.Files)
        {
            var result = await verifier.VerifyAsync(Path.Combine(folder, vector.File), options, CancellationToken.None);
            Assert.AreEqual(vector.Verdict, result.Verdict.ToString().ToLowerInvariant(), vector.File);
            var findings = result.Findings.Select(f => f.Kind.ToString()).Distinct();
            Assert.AreEqual(string.Join(", ", vector.Findings), string.Join(", ", findings), vector.File);
            Assert.AreEqual(vector.Format, result.Format, vector.File);
        }

        var verdicts = expected.Files.Select(f => f.Verdict).Distinct().Order();
        Assert.AreEqual("invalid, trusted, unsigned, untrusted", string.Join(", ", verdicts));
    }
}
