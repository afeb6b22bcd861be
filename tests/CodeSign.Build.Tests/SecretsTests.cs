using System.IO.Compression;
using System.Text;

namespace CodeSign.Build.Tests;

/// <summary>Secrets are only ever referred to: they stand in no property, log, binary log, file or message.</summary>
[TestClass]
public sealed class SecretsTests
{
    [TestMethod]
    public async Task The_password_stands_in_no_log_and_no_file()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        var result = await library.PackAsync("-bl:log.binlog", "-v:diag");
        Assert.IsTrue(result.Succeeded, result.ToString());
        solution.Package("Greetings.1.0.0").EnsureSigned("lib/net10.0/Greetings.dll");

        // What is searched is really there: the key's path stands in the log, in the binary log, and in the project inside it.
        var log = BinaryLog.Read(Path.Combine(solution.Folder, "log.binlog"));
        Assert.Contains("../keys/release.pfx", result.Output);
        Assert.IsTrue(Contains(log.Records, "../keys/release.pfx"));
        Assert.IsTrue(log.Files.Any(f => Contains(f, "../keys/release.pfx")));

        Assert.DoesNotContain(solution.Password, result.Output);
        Assert.IsFalse(Contains(log.Records, solution.Password), "The binary log holds the password.");
        Assert.IsFalse(log.Files.Any(f => Contains(f, solution.Password)), "The files in the binary log hold the password.");
        EnsureInNoFile(solution);
    }

    [TestMethod]
    public async Task A_wrong_password_is_not_repeated()
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        var wrong = $"wrong-{Guid.NewGuid():N}";
        solution.Environment["CODESIGN_KEY_PASSWORD"] = wrong;
        var result = await library.PackAsync("-bl:log.binlog", "-v:diag");
        result.EnsureError("CSB1004");
        Assert.DoesNotContain(wrong, result.Output);
        Assert.IsFalse(Contains(BinaryLog.Read(Path.Combine(solution.Folder, "log.binlog")).Records, wrong));
    }

    [TestMethod]
    [DataRow("CodeSignPassword", "project")]
    [DataRow("CodeSignKeyPassword", "environment")]
    [DataRow("CodeSignKeyPin", "command line")]
    [DataRow("CodeSignPackageKeyPassword", "project")]
    [DataRow("CodeSignVaultToken", "command line")]
    [DataRow("CodeSignAzureClientSecret", "environment")]
    [DataRow("CODESIGNHSMPIN", "project")]
    [DataRow("CodeSignVaultClientSecret", "project")]
    [DataRow("CODESIGN_KEY_PASSWORD", "project")]
    [DataRow("CodeSignVaultToken", "Directory.Build.props")]
    public async Task A_property_that_holds_a_secret_is_an_error(string property, string place)
    {
        await using var solution = new TestSolution();
        var library = solution.Add("Greetings");
        var secret = $"inline-{Guid.NewGuid():N}";
        if (place == "project")
            library.Set(property, secret);
        else if (place == "environment")
            solution.Environment[property] = secret;
        else if (place == "Directory.Build.props")
            solution.Write(place, $"<Project><PropertyGroup><{property} Condition=\"'$(CI)' == 'true'\">{secret}</{property}></PropertyGroup></Project>\n");
        var result = await library.PackAsync(place == "command line" ? [$"-p:{property}={secret}"] : []);
        var error = result.EnsureError("CSB0004");
        StringAssert.Contains(error.Text, property, StringComparison.OrdinalIgnoreCase);
        StringAssert.Contains(error.Text, "CodeSignKeyPasswordVariable", StringComparison.Ordinal);
        Assert.DoesNotContain(secret, error.Text);
        solution.EnsureOutput();
    }

    [TestMethod]
    [DataRow("CodeSignTimestampServers")]
    [DataRow("CodeSignDescriptionUrl")]
    public async Task User_info_in_an_address_is_an_error(string property)
    {
        await using var solution = new TestSolution();
        var secret = $"inline-{Guid.NewGuid():N}";
        var address = new UriBuilder(solution.Timestamps.Address) { UserName = "contoso", Password = secret };
        var result = await solution.Add("Greetings").Set(property, address.Uri.AbsoluteUri).PackAsync();
        Assert.IsFalse(result.Succeeded, result.ToString());
        Assert.HasCount(1, result.Errors, result.ToString());
        Assert.DoesNotContain(secret, result.Output);
        Assert.AreEqual(0, solution.Timestamps.Requests);
        solution.EnsureOutput();
    }

    [TestMethod]
    public async Task A_binary_log_that_records_the_environment_is_a_warning()
    {
        await using var solution = new TestSolution();
        solution.Environment["MSBUILDLOGALLENVIRONMENTVARIABLES"] = "1";
        var library = solution.Add("Greetings");
        (await library.PackAsync("-bl:log.binlog")).EnsureSuccess("CSB0009");
        (await library.Set("CodeSignDescription", "Without a binary log").PackAsync("--no-restore")).EnsureSuccess();
    }

    private static void EnsureInNoFile(TestSolution solution)
    {
        var found = Directory.EnumerateFiles(solution.Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(f => Contains(File.ReadAllBytes(f), solution.Password));
        Assert.AreEqual("", string.Join('\n', found), "Files that hold the password.");
    }

    private static bool Contains(ReadOnlySpan<byte> content, string text) =>
        content.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    /// <summary>A binary log: its records, decompressed, and the project files that it carries along.</summary>
    private sealed record BinaryLog(byte[] Records, IReadOnlyList<byte[]> Files)
    {
        public static BinaryLog Read(string path)
        {
            using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var records = new MemoryStream();
            file.CopyTo(records);
            var bytes = records.ToArray();
            using var archive = new ZipArchive(new MemoryStream(Archive(bytes)));
            return new BinaryLog(bytes, [.. archive.Entries.Select(Content)]);
        }

        // The archive is one record among the others: its end is found by its signature, and says how long it is.
        private static byte[] Archive(byte[] records)
        {
            var end = records.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
            Assert.IsGreaterThan(0, end, "The binary log holds no archive of project files.");
            var size = BitConverter.ToInt32(records, end + 12) + BitConverter.ToInt32(records, end + 16);
            return records[(end - size)..(end + 22)];
        }

        private static byte[] Content(ZipArchiveEntry entry)
        {
            using var stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }
}
