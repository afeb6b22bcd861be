using CodeSign.Core.Tests.Formats.Containers;
using CodeSign.Diagnostics;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;
using CodeSign.Testing;
using CsCheck;

namespace CodeSign.Core.Tests.Signing;

/// <summary>Archives, planned and signed as a build does it.</summary>
[TestClass]
public sealed class ContainerSigningTests
{
    [TestMethod]
    public async Task A_product_with_a_package_in_it_is_signed_from_the_inside_out()
    {
        using var bench = new ContainerBench();
        var ours = ContainerBench.Image(1);
        var vendor = ContainerBench.Image(2);
        var package = ContainerBench.Package(("lib/net10.0/ours.dll", ours), ("lib/net10.0/vendor.dll", vendor));
        var inner = ContainerBench.Zip(("deep/ours.dll", ours));
        var product = ContainerBench.Zip(("readme.txt", "read me"u8.ToArray()), ("bin/ours.dll", ours), ("packages/a.nupkg", package), ("inner.zip", inner));

        var plan = await bench.PlanAsync(product, new FileRule("*.nupkg", FileRuleAction.Sign));
        Assert.IsFalse(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        var file = (await bench.SignAsync(plan)).Single();

        Assert.AreEqual("zip", file.Format);
        Assert.AreEqual(2, bench.Bench.KeyOperations, "One for the assembly, wherever it is, and one for the package.");
        var signed = File.ReadAllBytes(file.Job.Destination);
        var roots = TestIdentities.Authority.WriteRoot(bench.Folder.File("roots.pem"));
        foreach (var path in (string[][])[["bin/ours.dll"], ["packages/a.nupkg", "lib/net10.0/ours.dll"], ["inner.zip", "deep/ours.dll"]])
            (await OsslSigncode.VerifyAsync(bench.Folder.Write("extracted.dll", ContainerBench.Read(signed, path)), roots)).EnsureSuccess();
        CollectionAssert.AreEqual(vendor, ContainerBench.Read(signed, "packages/a.nupkg", "lib/net10.0/vendor.dll"));
        CollectionAssert.AreEqual(TestArchive.Parse(product)[0].Local, TestArchive.Parse(signed)[0].Local);
        var nested = bench.Folder.Write("nested.nupkg", ContainerBench.Read(signed, "packages/a.nupkg"));
        (await TrustingSdk.Default.VerifyPackageAsync(nested)).EnsureSuccess();
        Assert.AreEqual(
            "dist/product.zip, dist/product.zip!/bin/ours.dll, dist/product.zip!/packages/a.nupkg, "
            + "dist/product.zip!/packages/a.nupkg!/lib/net10.0/ours.dll, dist/product.zip!/packages/a.nupkg!/lib/net10.0/vendor.dll, "
            + "dist/product.zip!/inner.zip, dist/product.zip!/inner.zip!/deep/ours.dll",
            string.Join(", ", plan.Files.SelectMany(planned => planned.WithEntries()).Select(planned => planned.Candidate.TargetPath)));
        Assert.IsEmpty(Directory.GetFiles(bench.Folder.File("out"), ".codesign-*"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_package_that_a_rule_names_is_signed_with_what_is_in_it_and_may_replace_another_signature(bool wasSigned)
    {
        using var bench = new ContainerBench();
        var package = ContainerBench.Package(("lib/net10.0/ours.dll", ContainerBench.Image()));
        if (wasSigned)
        {
            var path = bench.Folder.Write("unsigned.nupkg", package);
            await Formats.FormatSigner.SignAsync(
                new NuGetPackageFormat(), path, bench.Folder.File("signed.nupkg"), TestIdentities.Stranger.Issue());
            package = File.ReadAllBytes(bench.Folder.File("signed.nupkg"));
        }

        var plan = await bench.PlanAsync(
            "dist/a.nupkg", package, new FileRule("*.nupkg", FileRuleAction.Sign, wasSigned ? CodeSign.Formats.ExistingSignature.Replace : null));
        var file = (await bench.SignAsync(plan)).Single();

        Assert.AreEqual("nupkg", file.Format);
        (await TrustingSdk.Default.VerifyPackageAsync(file.Job.Destination)).EnsureSuccess();
        Assert.AreEqual(file.Entries.Single().Length, ContainerBench.Read(File.ReadAllBytes(file.Job.Destination), "lib/net10.0/ours.dll").Length);
        Assert.AreEqual(2, bench.Bench.KeyOperations);
    }

    [TestMethod]
    public async Task An_archive_with_any_byte_changed_is_planned_or_refused_and_never_fails_otherwise()
    {
        using var bench = new ContainerBench();
        var archive = TestArchive.Build(
            [
                new TestEntry("lib/ours.dll", ContainerBench.Image()) { Descriptor = 16 },
                new TestEntry("a.nupkg", ContainerBench.Package(("ours.dll", ContainerBench.Image()))) { IsStored = true, IsZip64 = true },
                TestEntry.Text("readme.txt"),
            ], "comment", isZip64: true);
        var change =
            from at in Gen.Int[0, archive.Length - 1]
            from value in Gen.OneOf(Gen.Byte, Gen.Const((byte)0), Gen.Const((byte)0xFF))
            from length in Gen.Int[1, 8]
            select (at, value, length);

        await change.Array[1, 3].SampleAsync(async changes =>
        {
            var changed = (byte[])archive.Clone();
            foreach (var (at, value, length) in changes)
                changed.AsSpan(at, Math.Min(length, changed.Length - at)).Fill(value);

            var plan = await bench.PlanAsync($"dist/{Guid.NewGuid():N}.zip", changed, new FileRule("*.nupkg", FileRuleAction.Sign));

            Assert.IsTrue(plan.HasErrors || plan.Files.Count == 1);
        }, iter: 500, threads: 1);
    }

    [TestMethod]
    public async Task A_signed_archive_needs_nothing_more()
    {
        using var bench = new ContainerBench();
        var product = ContainerBench.Zip(("ours.dll", ContainerBench.Image()), ("a.nupkg", ContainerBench.Package()));
        FileRule[] rules = [new("*.nupkg", FileRuleAction.Sign)];
        var first = (await bench.SignAsync(await bench.PlanAsync(product, rules))).Single();

        var plan = await bench.PlanAsync(File.ReadAllBytes(first.Job.Destination), rules);

        Assert.IsFalse(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        Assert.AreEqual(PlannedAction.Keep, plan.Files.Single().Action);
        CollectionAssert.AreEqual(
            (PlannedAction[])[PlannedAction.AlreadySigned, PlannedAction.AlreadySigned], plan.Files[0].Entries.Select(entry => entry.File.Action).ToList());
    }

    [TestMethod]
    public async Task What_somebody_else_has_signed_validly_is_kept_and_what_nothing_accounts_for_is_an_error()
    {
        using var bench = new ContainerBench();
        var theirs = bench.Folder.Write("theirs.dll", ContainerBench.Image(7));
        await Formats.FormatSigner.SignAsync(
            new PortableExecutableFormat(), theirs, bench.Folder.File("signed.dll"), TestIdentities.Stranger.Issue());
        var signed = File.ReadAllBytes(bench.Folder.File("signed.dll"));

        var kept = await bench.PlanAsync(ContainerBench.Zip(("x/theirs.dll", signed), ("ours.dll", ContainerBench.Image())));
        var refused = await bench.PlanAsync(ContainerBench.Zip(("x/nobodys.dll", ContainerBench.Image()), ("y/nobodys.dll", ContainerBench.Image())));

        Assert.IsFalse(kept.HasErrors, string.Join('\n', kept.Diagnostics));
        Assert.AreEqual(PlannedAction.Keep, kept.Files[0].Entries[0].File.Action);
        Assert.AreEqual("CSB2504 CSB2504", string.Join(' ', refused.Diagnostics.Select(d => d.Descriptor.Code)));
        Assert.Contains("<CodeSignFile Include=\"dist/product.zip!/x/nobodys.dll\" Sign=\"true\" />", refused.Diagnostics[0].Message);
    }

    [TestMethod]
    [DataRow("nobodys.dll")]
    [DataRow("dist/product.zip!/x/nobodys.dll")]
    [DataRow("dist/*!/**/nobodys.dll")]
    public async Task A_rule_decides_about_an_entry_by_its_name_or_its_path_in_the_archive(string pattern)
    {
        using var bench = new ContainerBench();

        var plan = await bench.PlanAsync(
            ContainerBench.Zip(("x/nobodys.dll", ContainerBench.Image())), new FileRule(pattern, FileRuleAction.Leave));

        Assert.IsFalse(plan.HasErrors, string.Join('\n', plan.Diagnostics));
        Assert.AreEqual(PlannedAction.Exclude, plan.Files.Single().Entries.Single().File.Action);
        Assert.AreEqual(PlannedAction.Keep, plan.Files.Single().Action);
    }

    [TestMethod]
    public async Task The_same_file_beside_an_archive_and_in_two_of_them_is_signed_once()
    {
        using var bench = new ContainerBench();
        var ours = ContainerBench.Image(3);
        var candidates = new List<Candidate>
        {
            new() { Path = bench.Folder.Write("a.zip", ContainerBench.Zip(("ours.dll", ours))), TargetPath = "a.zip", Origin = FileOrigin.Unknown },
            new() { Path = bench.Folder.Write("b.zip", ContainerBench.Zip(("lib/ours.dll", ours), ("bin/ours.dll", ours))), TargetPath = "b.zip", Origin = FileOrigin.Unknown },
            new() { Path = bench.Folder.Write("ours.dll", ours), TargetPath = "ours.dll", Origin = FileOrigin.Own },
        };

        var files = await bench.SignAsync(await bench.PlanAsync(candidates, [new FileRule("*.zip", FileRuleAction.Sign)]));

        Assert.AreEqual(1, bench.Bench.KeyOperations);
        Assert.IsFalse(files[2].SharesSignature);
        Assert.IsTrue(files[0].Entries.Concat(files[1].Entries).All(entry => entry.SharesSignature && entry.Sha256 == files[2].Sha256));
        CollectionAssert.AreEqual(
            File.ReadAllBytes(files[2].Job.Destination), ContainerBench.Read(File.ReadAllBytes(files[1].Job.Destination), "bin/ours.dll"));
    }

    [TestMethod]
    public async Task The_same_package_in_two_archives_gets_one_signature()
    {
        using var bench = new ContainerBench();
        var package = ContainerBench.Package(("lib/ours.dll", ContainerBench.Image()));
        var candidates = ((string[])["a.zip", "b.zip"]).Select(name => new Candidate
        {
            Path = bench.Folder.Write(name, ContainerBench.Zip(($"in {name}/x.nupkg", package))),
            TargetPath = name,
            Origin = FileOrigin.Unknown,
        }).ToList();

        var files = await bench.SignAsync(await bench.PlanAsync(
            candidates, [new FileRule("*.zip", FileRuleAction.Sign), new FileRule("*.nupkg", FileRuleAction.Sign)]));

        Assert.AreEqual(2, bench.Bench.KeyOperations);
        CollectionAssert.AreEqual(
            ContainerBench.Read(File.ReadAllBytes(files[0].Job.Destination), "in a.zip/x.nupkg"),
            ContainerBench.Read(File.ReadAllBytes(files[1].Job.Destination), "in b.zip/x.nupkg"));
    }

    [TestMethod]
    public async Task An_encrypted_entry_is_kept_unless_it_may_have_to_be_signed()
    {
        using var bench = new ContainerBench();
        TestEntry ours = new("ours.dll", ContainerBench.Image());
        var secret = TestEntry.Text("secret.txt") with { Flags = 1 };
        var program = TestEntry.Text("program.dll") with { Flags = 1 };
        var exotic = TestEntry.Text("exotic.exe") with { Method = 14 };

        var kept = await bench.PlanAsync(TestArchive.Build([secret, ours]));
        var refused = await bench.PlanAsync(TestArchive.Build([program, exotic, ours]));
        var left = await bench.PlanAsync(TestArchive.Build([program, ours]), new FileRule("program.dll", FileRuleAction.Leave));

        Assert.IsFalse(kept.HasErrors);
        Assert.AreEqual("CSB2543 CSB2543", string.Join(' ', refused.Diagnostics.Select(d => d.Descriptor.Code)));
        Assert.Contains("method 14", refused.Diagnostics[1].Message);
        Assert.IsFalse(left.HasErrors);
        var signed = (await bench.SignAsync(left)).Single();
        CollectionAssert.AreEqual(
            TestArchive.Parse(TestArchive.Build([program, ours]))[0].Local, TestArchive.Parse(File.ReadAllBytes(signed.Job.Destination))[0].Local);
    }

    [TestMethod]
    [DataRow("a name out of the folder", "CSB2540")]
    [DataRow("a name out of the folder, with backslashes", "CSB2540")]
    [DataRow("an absolute name", "CSB2540")]
    [DataRow("a drive", "CSB2540")]
    [DataRow("two entries of one name", "CSB2540")]
    [DataRow("two entries of one place", "CSB2540")]
    [DataRow("another name in the local header", "CSB2540")]
    [DataRow("another size in the local header", "CSB2540")]
    [DataRow("bytes between entries", "CSB2540")]
    [DataRow("longer than it says", "CSB2540")]
    [DataRow("cut off", "CSB2540")]
    [DataRow("a bomb", "CSB2541")]
    [DataRow("too many entries", "CSB2541")]
    [DataRow("too deep", "CSB2542")]
    [DataRow("no archive", "CSB2546")]
    public async Task An_archive_that_is_an_attack_is_refused(string attack, string code)
    {
        using var bench = new ContainerBench { Limits = new() { FreeBytes = 1 << 20, Entries = 20 } };
        var image = ContainerBench.Image();
        TestEntry ours = new("ours.dll", image);

        var plan = await bench.PlanAsync(attack switch
        {
            "a name out of the folder" => TestArchive.Build([ours with { Name = "lib/../../ours.dll" }]),
            "a name out of the folder, with backslashes" => TestArchive.Build([ours with { Name = @"lib\..\..\ours.dll" }]),
            "an absolute name" => TestArchive.Build([ours with { Name = "/etc/ours.dll" }]),
            "a drive" => TestArchive.Build([ours with { Name = @"C:\ours.dll" }]),
            "two entries of one name" => TestArchive.Build([ours, ours with { Content = ContainerBench.Image(1) }]),
            "two entries of one place" => Overlapping(image),
            "another name in the local header" => TestArchive.Build([ours with { LocalName = "hers.dll" }]),
            "another size in the local header" => TestArchive.Build([ours with { Lie = -1 }]),
            "bytes between entries" => WithHiddenBytes(image),
            "longer than it says" => TestArchive.Build([ours with { Descriptor = 16, Lie = -1 }]),
            "cut off" => TestArchive.Build([ours])[..^3],
            "a bomb" => ContainerBench.Zip(("ours.dll", [.. image, .. new byte[2 << 20]])),
            "too many entries" => ContainerBench.Zip([.. Enumerable.Range(0, 21).Select(number => ($"{number}", image))]),
            "too deep" => Enumerable.Range(0, 9).Aggregate(ContainerBench.Zip(("ours.dll", image)), (inner, _) => ContainerBench.Zip(("x.zip", inner))),
            _ => "PK, but no archive"u8.ToArray(),
        });

        Assert.AreEqual(code, plan.Diagnostics.Single().Descriptor.Code, plan.Diagnostics.Single().Message);
        Assert.IsEmpty(plan.Files);
    }

    [TestMethod]
    public async Task An_archive_that_changes_after_the_plan_is_not_signed()
    {
        using var bench = new ContainerBench();
        var plan = await bench.PlanAsync(ContainerBench.Zip(("ours.dll", ContainerBench.Image()), ("a.txt", "one"u8.ToArray())));
        bench.Folder.Write("product.zip", ContainerBench.Zip(("ours.dll", ContainerBench.Image()), ("a.txt", "two"u8.ToArray())));

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(() => bench.SignAsync(plan));

        Assert.AreEqual("CSB5004", failure.Diagnostic.Descriptor.Code);
        Assert.IsFalse(File.Exists(bench.Folder.File("out", "product.zip")));
    }

    /// <summary>Two names for the same bytes.</summary>
    private static byte[] Overlapping(byte[] image)
    {
        var archive = TestArchive.Build([new TestEntry("a.dll", image), new TestEntry("b.dll", image)]);
        var second = archive.AsSpan().LastIndexOf("PK\x01\x02"u8);
        archive.AsSpan(second + 42, 4).Clear();
        return archive;
    }

    /// <summary>An entry that the central directory does not name, between two that it names.</summary>
    private static byte[] WithHiddenBytes(byte[] image)
    {
        var archive = TestArchive.Build([TestEntry.Text("a"), new TestEntry("hidden.dll", image), TestEntry.Text("b")]);
        var first = archive.AsSpan().IndexOf("PK\x01\x02"u8);
        var hidden = TestArchive.Parse(archive)[1].Central.Length;
        var start = first + TestArchive.Parse(archive)[0].Central.Length;
        var without = (byte[])[.. archive[..start], .. archive[(start + hidden)..]];
        var end = without.AsSpan().LastIndexOf("PK\x05\x06"u8);
        without[end + 8] = without[end + 10] = 2;
        BitConverter.TryWriteBytes(without.AsSpan(end + 12), end - first);
        return without;
    }
}
