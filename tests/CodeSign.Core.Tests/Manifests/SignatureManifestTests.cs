using System.Text.Json;
using System.Text.Json.Nodes;
using CodeSign.Core.Tests.Signing;
using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Manifests;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Manifests;

[TestClass]
public sealed class SignatureManifestTests
{
    [TestMethod]
    public async Task What_is_written_is_read_again()
    {
        using var bench = new SigningBench();
        var manifest = await ManifestAsync(bench);
        var path = bench.Folder.File("a.codesign.json");

        await SignatureManifestFile.WriteAsync(manifest, path, CancellationToken.None);
        var read = await SignatureManifestFile.ReadAsync(path, CancellationToken.None);

        Assert.AreEqual(Json(manifest with { Files = [.. manifest.Files.OrderBy(file => file.Path, StringComparer.Ordinal)] }), Json(read));
    }

    [TestMethod]
    public async Task It_says_what_was_signed_by_whom_and_when()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.codesign.json");
        var manifest = await ManifestAsync(bench);
        await SignatureManifestFile.WriteAsync(manifest, path, CancellationToken.None);

        var json = JsonNode.Parse(File.ReadAllText(path))!;

        Assert.AreEqual(SignatureManifest.CurrentSchemaVersion, (int)json["schemaVersion"]!);
        Assert.IsFalse((bool)json["development"]!);
        Assert.AreEqual("file", (string)json["signers"]![0]!["keyKind"]!);
        Assert.AreEqual("RSA-2048", (string)json["signers"]![0]!["algorithm"]!);
        Assert.AreEqual("2.0.0", (string)json["package"]!["version"]!);
        var signed = json["files"]![1]!;
        Assert.AreEqual("lib/net10.0/b.dll", (string)signed["path"]!);
        Assert.AreEqual("signed", (string)signed["action"]!);
        Assert.AreEqual("project-reference", (string)signed["origin"]!["kind"]!);
        Assert.AreEqual(manifest.Signers[0].Sha256, (string)signed["signature"]!["signer"]!);
        Assert.AreEqual("http://timestamp.example/", (string)signed["signature"]!["timestamp"]!["server"]!);
        Assert.AreEqual("2025-03-04T05:06:07+00:00", (string)signed["signature"]!["timestamp"]!["genTime"]!);
        Assert.AreEqual("status 500", (string)signed["signature"]!["timestamp"]!["failedAttempts"]![0]!["reason"]!);
        var kept = json["files"]![0]!;
        Assert.AreEqual("kept", (string)kept["action"]!);
        Assert.AreEqual("package", (string)kept["origin"]!["kind"]!);
        Assert.IsNull(kept["signature"]);
        Assert.AreEqual((string)kept["sha256Before"]!, (string)kept["sha256"]!);
        Assert.AreEqual("trusted", (string)kept["existingSignature"]!["state"]!);
    }

    [TestMethod]
    public async Task The_same_facts_in_another_order_give_the_same_bytes()
    {
        using var bench = new SigningBench();
        var manifest = await ManifestAsync(bench);
        var first = bench.Folder.File("first.json");
        var second = bench.Folder.File("second.json");

        await SignatureManifestFile.WriteAsync(manifest, first, CancellationToken.None);
        await SignatureManifestFile.WriteAsync(
            manifest with { Files = [.. manifest.Files.Reverse()], Signers = [.. manifest.Signers, .. manifest.Signers] }, second, CancellationToken.None);

        CollectionAssert.AreEqual(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [TestMethod]
    public async Task It_is_plain_text_with_letters_as_they_are()
    {
        using var bench = new SigningBench();
        var manifest = await ManifestAsync(bench);
        var path = bench.Folder.File("a.json");

        await SignatureManifestFile.WriteAsync(
            manifest with { Build = new BuildOrigin { System = "local", Actor = "Zoë+<Möller>@häuschen" } }, path, CancellationToken.None);

        var text = File.ReadAllText(path);
        Assert.Contains("Zoë+<Möller>@häuschen", text);
        Assert.DoesNotContain("\r", text);
        Assert.EndsWith("}\n", text);
        Assert.AreNotEqual(0xEF, File.ReadAllBytes(path)[0]);
    }

    [TestMethod]
    [DataRow("", "CSB6001")]
    [DataRow("no json", "CSB6001")]
    [DataRow("null", "CSB6001")]
    [DataRow("[]", "CSB6001")]
    [DataRow("{}", "CSB6001")]
    [DataRow("""{ "schemaVersion": 1 }""", "CSB6001")]
    [DataRow("""{ "tool": {}, "schemaVersion": 1 }""", "CSB6001")]
    [DataRow("""{ "schemaVersion": "1" }""", "CSB6001")]
    [DataRow("""{ "schemaVersion": 1, "schemaVersion": 1 }""", "CSB6001")]
    [DataRow("""{ "schemaVersion": 0 }""", "CSB6002")]
    [DataRow("""{ "schemaVersion": 4, "everything": "else" }""", "CSB6002")]
    public async Task What_is_no_manifest_is_refused(string text, string code)
    {
        using var folder = new TemporaryFolder();

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => SignatureManifestFile.ReadAsync(folder.Write("a.json", text), CancellationToken.None));

        Assert.AreEqual(code, failure.Diagnostic.Descriptor.Code, failure.Message);
    }

    [TestMethod]
    [DataRow("package")]
    [DataRow("signers")]
    [DataRow("files")]
    [DataRow("tool")]
    [DataRow("build")]
    public async Task A_manifest_that_lacks_something_or_has_null_in_its_place_is_refused(string name)
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        await SignatureManifestFile.WriteAsync(await ManifestAsync(bench), path, CancellationToken.None);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();

        json[name] = null;
        await AssertRefusedAsync(path, json);
        json.Remove(name);
        await AssertRefusedAsync(path, json);
    }

    [TestMethod]
    public async Task It_may_be_about_a_published_folder()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        var manifest = await ManifestAsync(bench) with { Package = null, Folder = Folder };
        await SignatureManifestFile.WriteAsync(manifest, path, CancellationToken.None);

        var read = await SignatureManifestFile.ReadAsync(path, CancellationToken.None);
        var problems = new List<string>();
        SchemaCheck.Check(JsonNode.Parse(ManifestSchema.Generate())!.AsObject(), JsonNode.Parse(File.ReadAllText(path)), "$", problems);

        Assert.IsNull(read.Package);
        Assert.AreEqual(Folder, read.Folder);
        Assert.IsEmpty(problems, string.Join("; ", problems));
    }

    [TestMethod]
    public async Task A_manifest_about_a_package_and_a_folder_is_refused()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        await SignatureManifestFile.WriteAsync(await ManifestAsync(bench) with { Folder = Folder }, path, CancellationToken.None);

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => SignatureManifestFile.ReadAsync(path, CancellationToken.None));
        Assert.AreEqual("CSB6001", failure.Diagnostic.Descriptor.Code);
    }

    [TestMethod]
    public async Task A_manifest_of_the_first_version_is_read()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        await SignatureManifestFile.WriteAsync(await ManifestAsync(bench) with { SchemaVersion = 1 }, path, CancellationToken.None);

        Assert.AreEqual("Contoso", (await SignatureManifestFile.ReadAsync(path, CancellationToken.None)).Package!.Id);
    }

    [TestMethod]
    public async Task A_manifest_without_tests_of_the_second_version_is_read()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        await SignatureManifestFile.WriteAsync(await ManifestAsync(bench) with { SchemaVersion = 2 }, path, CancellationToken.None);

        Assert.IsNull((await SignatureManifestFile.ReadAsync(path, CancellationToken.None)).Tests);
    }

    [TestMethod]
    public void A_repository_is_told_without_the_secrets_in_its_address()
    {
        Assert.IsNull(ManifestRepository.Of("git", "", null, "main"));
        Assert.AreEqual(
            new ManifestRepository { Type = "git", Url = "https://example.org/r.git", Commit = "0123" },
            ManifestRepository.Of("git", "https://user:token@example.org/r.git", "0123", ""));
    }

    [TestMethod]
    public async Task A_manifest_that_is_too_large_is_not_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.json");
        using (var file = File.Create(path))
            file.SetLength(SignatureManifestFile.MaxLength + 1L);

        await Assert.ThrowsExactlyAsync<CodeSignException>(() => SignatureManifestFile.ReadAsync(path, CancellationToken.None));
    }

    [TestMethod]
    public void The_published_schema_is_what_the_code_writes()
    {
        DocumentSchema.EnsurePublished(ManifestSchema.Generate(), $"codesign-manifest-{SignatureManifest.CurrentSchemaVersion}.json");
    }

    [TestMethod]
    public void The_schema_describes_every_value()
    {
        var missing = DocumentSchema.Undescribed(JsonNode.Parse(ManifestSchema.Generate())!.AsObject());

        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public async Task What_is_written_fits_the_published_schema()
    {
        using var bench = new SigningBench();
        var path = bench.Folder.File("a.json");
        await SignatureManifestFile.WriteAsync(await ManifestAsync(bench), path, CancellationToken.None);

        var problems = new List<string>();
        SchemaCheck.Check(JsonNode.Parse(ManifestSchema.Generate())!.AsObject(), JsonNode.Parse(File.ReadAllText(path)), "$", problems);

        Assert.IsEmpty(problems, string.Join("; ", problems));
    }

    [TestMethod]
    public void Its_name_is_that_of_the_package() =>
        Assert.AreEqual("Contoso.Library.2.0.0-beta.1.codesign.json", SignatureManifestFile.NameOf("Contoso.Library", "2.0.0-beta.1"));

    private static async Task AssertRefusedAsync(string path, JsonObject json)
    {
        File.WriteAllText(path, json.ToJsonString());
        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => SignatureManifestFile.ReadAsync(path, CancellationToken.None));
        Assert.AreEqual("CSB6001", failure.Diagnostic.Descriptor.Code);
    }

    private static ManifestFolder Folder { get; } = new() { Id = "Contoso", Version = "2.0.0", TargetFramework = "net10.0", RuntimeIdentifier = "win-x64" };

    /// <summary>A manifest with a signed and a kept file, from a real plan and a real signing.</summary>
    private static async Task<SignatureManifest> ManifestAsync(SigningBench bench)
    {
        var profile = bench.Profile(new FakeTimestamps());
        bench.Inspector.OnInspect = path => path.EndsWith("a.dll", StringComparison.Ordinal)
            ? new ExistingSignatureFacts(ExistingSignatureState.Trusted, "CN=Vendor", new string('1', 64), null)
            : ExistingSignatureFacts.Unsigned;
        var plan = await SigningPlan.CreateAsync(
            [
                new() { Path = bench.Image("b.dll", 1), TargetPath = "lib/net10.0/b.dll", Origin = FileOrigin.ProjectReference("B.csproj") },
                new() { Path = bench.Image("a.dll", 2), TargetPath = "lib/net10.0/a.dll", Origin = FileOrigin.Package("Vendor", "1.0.0") },
            ],
            new SigningPlanOptions { Formats = [new CodeSign.Formats.PortableExecutable.PortableExecutableFormat()], Profile = profile, Inspector = bench.Inspector },
            CancellationToken.None);
        var signed = await bench.Engine().SignAsync(
            [.. plan.Files.Where(f => f.Action == PlannedAction.Sign).Select(f => new SigningJob(f.Source, bench.Folder.File("out", "b.dll"), profile, f.Sha256))],
            CancellationToken.None);
        return new SignatureManifest
        {
            SchemaVersion = SignatureManifest.CurrentSchemaVersion,
            Tool = new ManifestTool("CodeSign.Build", "0.1.0"),
            Created = new DateTimeOffset(2025, 3, 4, 5, 6, 8, TimeSpan.Zero),
            Development = profile.Signer.Kind == KeyKind.Development,
            Package = new ManifestPackage
            {
                Id = "Contoso",
                Version = "2.0.0",
                File = "Contoso.2.0.0.nupkg",
                Length = 1234,
                Sha256 = new string('a', 64),
                ContentSha256 = new string('b', 64),
                ContentSha512 = "abc=",
                Signature = ManifestSignature.From(signed[0]),
            },
            Repository = new ManifestRepository { Type = "git", Url = "https://example.org/r", Commit = "0123" },
            Build = new BuildOrigin { System = "local", Actor = "user@host" },
            Signers = [ManifestSigner.From(profile.Signer)],
            Files = [.. plan.Files.Select(f => ManifestFile.From(f.Candidate.TargetPath, f, signed.FirstOrDefault(s => s.Job.Source == f.Source)))],
        };
    }

    private static string Json(SignatureManifest manifest) => JsonSerializer.Serialize(manifest, ManifestJson.Readable.SignatureManifest);
}
