using System.Buffers.Binary;
using CodeSign.Formats.Zip;

namespace CodeSign.Core.Tests.Formats.Zip;

[TestClass]
public sealed class Zip64ValuesTests
{
    private const int ExtraStart = 46;

    [TestMethod]
    public void A_size_beyond_32_bits_needs_the_extra_field_and_is_refused_without()
    {
        var header = new byte[ExtraStart];

        Assert.ThrowsExactly<OverflowException>(() =>
            Zip64Values.Write(header, ExtraStart..ExtraStart, Zip64Values.Central, Zip64Values.LocalOffset, uint.MaxValue));
    }

    [TestMethod]
    [DataRow(Zip64Values.UncompressedSize, 7L << 32)]
    [DataRow(Zip64Values.LocalOffset, 9L << 32)]
    public void Only_values_that_do_not_fit_are_in_the_extra_field_one_behind_the_other(int field, long value)
    {
        // The compressed size fits, the other two do not. Another extra field stands before.
        var header = new byte[ExtraStart + 6 + 20];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), uint.MaxValue);
        header[ExtraStart] = 0x55;
        header[ExtraStart + 2] = 2;
        header[ExtraStart + 6] = 1;
        header[ExtraStart + 8] = 16;

        Zip64Values.Write(header, ExtraStart..header.Length, Zip64Values.Central, field, value);

        Assert.AreEqual(value, Zip64Values.Read(header, ExtraStart..header.Length, Zip64Values.Central, field));
        var at = ExtraStart + 10 + (field == Zip64Values.LocalOffset ? 8 : 0);
        Assert.AreEqual(value, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(at)));
        Assert.AreEqual(0, Zip64Values.Read(header, ExtraStart..header.Length, Zip64Values.Central, Zip64Values.CompressedSize));
    }

    [TestMethod]
    public void A_value_that_should_be_in_the_extra_field_and_is_not_makes_the_header_invalid()
    {
        var header = new byte[ExtraStart];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), uint.MaxValue);

        Assert.ThrowsExactly<InvalidDataException>(() =>
            Zip64Values.Read(header, ExtraStart..ExtraStart, Zip64Values.Central, Zip64Values.CompressedSize));
    }
}
