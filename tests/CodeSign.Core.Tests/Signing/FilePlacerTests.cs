using System.Runtime.Versioning;
using CodeSign.Diagnostics;
using CodeSign.Signing;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Signing;

[TestClass]
public sealed class FilePlacerTests
{
    private static readonly DateTime Time = new(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    [TestMethod]
    public async Task A_file_is_placed_with_its_time_and_its_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("source", "content");
        File.SetLastWriteTimeUtc(source, Time);
        var destination = Path.Combine(folder.Path, "new", "folder", "file");

        Assert.IsTrue(await FilePlacer.PlaceAsync(source, destination, DigestOf(source), CancellationToken.None));

        Assert.AreEqual("content", File.ReadAllText(destination));
        Assert.AreEqual(Time, File.GetLastWriteTimeUtc(destination));
        Assert.ContainsSingle(Directory.GetFiles(Path.GetDirectoryName(destination)!));
    }

    [TestMethod]
    public async Task A_file_with_other_content_than_expected_is_not_placed()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("source", "content");
        var destination = folder.Write("destination", "old");

        Assert.IsFalse(await FilePlacer.PlaceAsync(source, destination, new string('0', 64), CancellationToken.None));

        Assert.AreEqual("old", File.ReadAllText(destination));
        Assert.HasCount(2, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public async Task A_file_that_is_missing_is_an_error_and_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        var destination = folder.Write("destination", "old");

        var failure = await Assert.ThrowsExactlyAsync<CodeSignException>(
            () => FilePlacer.PlaceAsync(folder.File("missing"), destination, new string('0', 64), CancellationToken.None));

        Assert.AreEqual("CSB5002", failure.Diagnostic.Descriptor.Code);
        Assert.AreEqual(destination, failure.Diagnostic.File);
        Assert.AreEqual("old", File.ReadAllText(destination));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_program_that_replaces_a_file_can_be_run()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("source", "#!/bin/sh\n");
        const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(source, Program);
        var destination = folder.Write("destination", "old");

        Assert.IsTrue(await FilePlacer.PlaceAsync(source, destination, DigestOf(source), CancellationToken.None));

        Assert.AreEqual(Program, File.GetUnixFileMode(destination));
    }

    private static string DigestOf(string path) => FileDigest.Sha256(path, CancellationToken.None);
}
