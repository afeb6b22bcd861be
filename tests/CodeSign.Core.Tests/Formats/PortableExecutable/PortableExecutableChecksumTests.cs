using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CsCheck;

namespace CodeSign.Core.Tests.Formats.PortableExecutable;

[TestClass]
public sealed class PortableExecutableChecksumTests
{
    [TestMethod]
    public void It_is_the_sum_of_words_however_the_file_is_cut() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[0, 3000].Array[0, 5]).Sample((file, cuts) =>
        {
            var checksum = new PortableExecutableChecksum(new FileRange(0, file.Length));
            int[] places = [0, .. cuts.Where(c => c < file.Length).Order(), file.Length];
            for (var i = 1; i < places.Length; i++)
                checksum.Take(file.AsSpan(places[i - 1]..places[i]), places[i - 1]);
            return checksum.Value(file.Length) == Reference(file);
        });

    [TestMethod]
    [DataRow((byte)0xFF)]
    [DataRow((byte)0)]
    public void It_carries_at_the_extremes(byte value)
    {
        var file = new byte[5 << 20];
        Array.Fill(file, value);
        var checksum = new PortableExecutableChecksum(new FileRange(0, file.Length));
        checksum.Take(file, 0);
        Assert.AreEqual(Reference(file), checksum.Value(file.Length));
    }

    [TestMethod]
    public void Bytes_outside_of_the_ranges_count_as_zero() =>
        Gen.Select(Gen.Byte.Array[100, 300], Gen.Int[0, 50], Gen.Int[50, 100]).Sample((file, from, to) =>
        {
            var checksum = new PortableExecutableChecksum(new FileRange(0, from), new FileRange(to, file.Length));
            checksum.Take(file, 0);
            var cleared = (byte[])file.Clone();
            cleared.AsSpan(from..to).Clear();
            return checksum.Value(file.Length) == Reference(cleared);
        });

    /// <summary>Word by word, each carry added at once, as the algorithm is usually told.</summary>
    private static uint Reference(byte[] file)
    {
        uint sum = 0;
        for (var i = 0; i < file.Length; i += 2)
        {
            sum += (uint)(file[i] | ((i + 1 < file.Length ? file[i + 1] : 0) << 8));
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum + (uint)file.Length;
    }
}
