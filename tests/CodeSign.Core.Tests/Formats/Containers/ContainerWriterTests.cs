using System.IO.Compression;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using CodeSign.Core.Tests.Signing;
using CodeSign.Formats.Containers;
using CodeSign.Testing;
using CodeSign.Verification.Containers;
using CsCheck;

namespace CodeSign.Core.Tests.Formats.Containers;

[TestClass]
public sealed class ContainerWriterTests
{
    private static readonly Gen<TestEntry> s_entry =
        from content in Gen.Byte.Array[1, 400]
        from repeat in Gen.Int[1, 40]
        from stored in Gen.Bool
        from descriptor in Gen.OneOf(Gen.Const(0), Gen.Const(12), Gen.Const(16), Gen.Const(20), Gen.Const(24))
        from zip64 in Gen.Bool
        from mode in Gen.UInt
        from time in Gen.UInt
        from extra in Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Const((byte[])[0x55, 0x54, 5, 0, 3, 1, 2, 3, 4]))
        from comment in Gen.OneOf(Gen.Const(""), Gen.Const("a comment"))
        from level in Gen.UShort[0, 3]
        select new TestEntry("", [.. Enumerable.Repeat(content, repeat).SelectMany(part => part)])
        {
            IsStored = stored,
            Descriptor = descriptor,
            IsZip64 = zip64,
            ExternalAttributes = mode,
            Time = time,
            Extra = extra,
            Comment = comment,
            Flags = (ushort)(level << 1),
        };

    [TestMethod]
    public void Entries_that_do_not_change_are_the_same_byte_for_byte_whatever_else_does()
    {
        var archives =
            from entries in s_entry.Array[1, 8]
            from changed in Gen.Bool.Array[entries.Length]
            from zip64 in Gen.Bool
            from comment in Gen.OneOf(Gen.Const(""), Gen.Const("the archive's own"))
            select (Entries: entries.Select((entry, index) => entry with { Name = $"folder {index % 3}/{index}.bin" }).ToList(), changed, zip64, comment);

        archives.Sample(archive =>
        {
            using var folder = new TemporaryFolder();
            var before = TestArchive.Build(archive.Entries, archive.comment, archive.zip64);
            var changed = Enumerable.Range(0, archive.Entries.Count).Where(index => archive.changed[index]).ToList();

            var after = Rewrite(folder, before, changed);

            AssertOnlyChanged(before, after, changed);
        }, iter: 300);
    }

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.Fastest)]
    [DataRow(CompressionLevel.SmallestSize)]
    public void Archives_of_dotnets_own_writer_are_rewritten(CompressionLevel level)
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = "ours";
            for (var index = 0; index < 5; index++)
            {
                var entry = zip.CreateEntry($"lib/{index}.dll", level);
                entry.ExternalAttributes = index << 16;
                entry.Comment = "about it";
                using var stream = entry.Open();
                stream.Write(new byte[1000 * index]);
            }
        }

        var after = Rewrite(folder, memory.ToArray(), [1, 3]);

        AssertOnlyChanged(memory.ToArray(), after, [1, 3]);
    }

    [TestMethod]
    public void An_archive_written_to_a_stream_that_cannot_seek_keeps_its_data_descriptors()
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var compressed = new ForwardOnlyStream(memory))
        using (var zip = new ZipArchive(compressed, ZipArchiveMode.Create))
            foreach (var name in (string[])["a.dll", "b.dll", "c.dll"])
                using (var stream = zip.CreateEntry(name).Open())
                    stream.Write(new byte[5000]);

        var after = Rewrite(folder, memory.ToArray(), [1]);

        AssertOnlyChanged(memory.ToArray(), after, [1]);
        Assert.IsTrue(TestArchive.Parse(after)[1].Local.AsSpan().IndexOf("PK\x07\x08"u8) > 0);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [UnsupportedOSPlatform("windows")]
    public async Task Programs_stay_executable_for_unzip()
    {
        using var folder = new TemporaryFolder();
        var before = TestArchive.Build(
            [new TestEntry("tool", new byte[100]) { ExternalAttributes = 0x81ED_0000 }, TestEntry.Text("readme.txt") with { ExternalAttributes = 0x8124_0000 }]);
        var path = folder.Write("after.zip", Rewrite(folder, before, [0]));

        (await Run.ProcessAsync("unzip", ["-q", path, "-d", folder.File("out")])).EnsureSuccess();

        Assert.AreEqual((UnixFileMode)0x1ED, File.GetUnixFileMode(folder.File("out", "tool")));
        Assert.AreEqual((UnixFileMode)0x124, File.GetUnixFileMode(folder.File("out", "readme.txt")));
    }

    [TestMethod]
    [DataRow("a byte of an untouched entry")]
    [DataRow("a time of an untouched entry")]
    [DataRow("a mode of a changed entry")]
    [DataRow("the changed content")]
    [DataRow("the comment")]
    [DataRow("a descriptor")]
    [DataRow("an entry is missing")]
    [DataRow("another order")]
    public void The_independent_reader_finds_whatever_else_is_different(string what)
    {
        using var folder = new TemporaryFolder();
        List<TestEntry> entries = [TestEntry.Text("a") with { IsStored = true }, TestEntry.Text("b") with { Descriptor = 16 }, TestEntry.Text("c")];
        var before = TestArchive.Build(entries, "comment");
        var after = Rewrite(folder, before, [1]);
        var parsed = TestArchive.Parse(after);
        var central = after.AsSpan().IndexOf("PK\x01\x02"u8);
        switch (what)
        {
            case "a byte of an untouched entry":
                after[35]++;
                break;
            case "a time of an untouched entry":
                after[central + 12]++;
                break;
            case "a mode of a changed entry":
                after[central + parsed[0].Central.Length + 41]++;
                break;
            case "the changed content":
                after[parsed[0].Local.Length + 33]++;
                break;
            case "the comment":
                after[^1]++;
                break;
            case "a descriptor":
                after[parsed[0].Local.Length + parsed[1].Local.Length - 3]++;
                break;
            case "an entry is missing":
                after = TestArchive.Build(entries[..2], "comment");
                break;
            default:
                after = TestArchive.Build([entries[1], entries[0], entries[2]], "comment");
                break;
        }

        Assert.IsNotNull(Compare(before, after, [1]), what);
    }

    [TestMethod]
    public void A_large_archive_is_rewritten_and_compared_in_little_memory()
    {
        const long size = 512L << 20;
        using var folder = new TemporaryFolder();
        var path = SparsePackage.Write(folder.File("large.zip"), size);
        var result = folder.Write("after.zip", "");
        var replacement = folder.Write("new.bin", NewContent(0));
        var before = GC.GetAllocatedBytesForCurrentThread();

        ContainerWriter.Write(path, result, [new EntryReplacement(0, replacement)], CancellationToken.None);
        using var old = File.OpenRead(path);
        using var now = File.OpenRead(result);
        var difference = ContainerVerifier.Compare(old, now, [Expected(0)], CancellationToken.None);

        Assert.IsNull(difference);
        Assert.IsLessThan(8L << 20, GC.GetAllocatedBytesForCurrentThread() - before);
        using var zip = ZipFile.OpenRead(result);
        CollectionAssert.AreEqual(NewContent(0), Content(zip.Entries[0]));
        Assert.AreEqual(size, zip.Entries[1].Length);
    }

    private static byte[] Rewrite(TemporaryFolder folder, byte[] before, IReadOnlyList<int> changed)
    {
        var source = folder.Write("before.zip", before);
        var destination = folder.Write("after.zip", "");
        var replacements = changed.Select(index => new EntryReplacement(index, folder.Write($"{index}.new", NewContent(index)))).ToList();

        var sha256 = ContainerWriter.Write(source, destination, replacements, CancellationToken.None);

        CollectionAssert.AreEqual(SHA256.HashData(before), sha256);
        return File.ReadAllBytes(destination);
    }

    private static void AssertOnlyChanged(byte[] before, byte[] after, IReadOnlyList<int> changed)
    {
        var (old, now) = (TestArchive.Parse(before), TestArchive.Parse(after));
        Assert.HasCount(old.Count, now);
        for (var index = 0; index < old.Count; index++)
        {
            Assert.AreEqual(old[index].Name, now[index].Name);
            if (changed.Contains(index))
                continue;
            CollectionAssert.AreEqual(old[index].Local, now[index].Local, old[index].Name);
            CollectionAssert.AreEqual(old[index].Central[..42], now[index].Central[..42], old[index].Name);
        }

        using var zip = new ZipArchive(new MemoryStream(after));
        using var original = new ZipArchive(new MemoryStream(before));
        Assert.AreEqual(original.Comment, zip.Comment);
        for (var index = 0; index < old.Count; index++)
        {
            Assert.AreEqual(original.Entries[index].ExternalAttributes, zip.Entries[index].ExternalAttributes);
            Assert.AreEqual(original.Entries[index].Comment, zip.Entries[index].Comment);
            CollectionAssert.AreEqual(changed.Contains(index) ? NewContent(index) : Content(original.Entries[index]), Content(zip.Entries[index]));
        }

        Assert.IsNull(Compare(before, after, changed));
    }

    private static string? Compare(byte[] before, byte[] after, IReadOnlyList<int> changed) => ContainerVerifier.Compare(
        new MemoryStream(before), new MemoryStream(after),
        [.. changed.Select(Expected)], CancellationToken.None);

    private static ExpectedEntry Expected(int index) => new(index, Convert.ToHexStringLower(SHA256.HashData(NewContent(index))));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static byte[] NewContent(int index) => [.. Enumerable.Range(0, 700 + index).Select(number => (byte)(number * (index + 3)))];

    private sealed class ForwardOnlyStream(MemoryStream memory) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => memory.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => memory.Write(buffer, offset, count);
    }
}
