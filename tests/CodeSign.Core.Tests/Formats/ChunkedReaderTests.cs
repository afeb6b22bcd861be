using System.Security.Cryptography;
using CodeSign.Cms;
using CodeSign.Formats;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Formats;

[TestClass]
public sealed class ChunkedReaderTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(1 << 20)]
    [DataRow((4 << 20) - 1)]
    [DataRow(4 << 20)]
    [DataRow((4 << 20) + 1)]
    [DataRow((25 << 20) + 12345)]
    public async Task Every_sink_gets_every_byte_in_order(int length)
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var file = File.OpenHandle(folder.Write("file", bytes));
        using var copy = File.OpenHandle(folder.File("copy"), FileMode.Create, FileAccess.ReadWrite);
        using var hash = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
        using var tail = new HashSink(DigestAlgorithm.Sha512, new FileRange(length / 2, length), new FileRange(length, length + 100));

        await ChunkedReader.ReadAsync(
            file, length, [hash, tail, new FileSink(copy, new FileRange(0, length))], TestContext.CancellationToken);

        CollectionAssert.AreEqual(SHA256.HashData(bytes), hash.Finish());
        CollectionAssert.AreEqual(SHA512.HashData(bytes.AsSpan(length / 2)), tail.Finish());
        CollectionAssert.AreEqual(bytes, await File.ReadAllBytesAsync(folder.File("copy"), TestContext.CancellationToken));
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(20 << 20)]
    public async Task What_stops_one_sink_stops_all_and_is_what_the_caller_sees(int length)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder.Write("file", new byte[length]));
        for (var i = 0; i < 20; i++)
        {
            using var hash = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
            var failure = await Assert.ThrowsExactlyAsync<IOException>(
                () => ChunkedReader.ReadAsync(file, length, [hash, new FailingSink(length / 2), new FailingSink(length / 3)], default));
            Assert.AreEqual("disk full", failure.Message);
        }
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(20 << 20)]
    public async Task A_file_that_becomes_shorter_is_an_error(int length)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder.Write("file", new byte[length - 1]));
        using var hash = new HashSink(DigestAlgorithm.Sha256, new FileRange(0, length));
        await Assert.ThrowsExactlyAsync<EndOfStreamException>(() => ChunkedReader.ReadAsync(file, length, [hash], default));
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(20 << 20)]
    public async Task It_ends_as_cancelled(int length)
    {
        using var folder = new TemporaryFolder();
        using var file = File.OpenHandle(folder.Write("file", new byte[length]));
        using var cancelled = new CancellationTokenSource();
        var sink = new ActingSink(cancelled.Cancel);
        if (length < ChunkedReader.LargeFile)
            await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => ChunkedReader.ReadAsync(file, length, [sink], cancelled.Token));
    }

    private sealed class FailingSink(long from) : IChunkSink
    {
        public void Take(ReadOnlySpan<byte> chunk, long offset)
        {
            if (offset + chunk.Length > from)
                throw new IOException("disk full");
        }
    }

    private sealed class ActingSink(Action action) : IChunkSink
    {
        public void Take(ReadOnlySpan<byte> chunk, long offset) => action();
    }
}
