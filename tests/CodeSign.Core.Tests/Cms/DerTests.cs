using System.Formats.Asn1;
using CodeSign.Cms;
using CsCheck;

namespace CodeSign.Core.Tests.Cms;

[TestClass]
public sealed class DerTests
{
    [TestMethod]
    [DataRow(0)]
    [DataRow(127)]
    [DataRow(128)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(65_535)]
    [DataRow(65_536)]
    [DataRow(1 << 24)]
    public void An_element_is_written_as_DER_and_read_again(int length)
    {
        var content = new byte[length];
        var encoded = DerWriter.Wrap(0x04, content);
        Assert.HasCount(length, AsnDecoder.ReadOctetString(encoded, AsnEncodingRules.DER, out var consumed));
        Assert.HasCount(consumed, encoded);
        Assert.AreEqual(length, DerElement.Read(encoded, 0x04).Content.Length);
    }

    [TestMethod]
    public void An_object_identifier_is_written_as_the_runtime_writes_it() =>
        Gen.Select(Gen.UInt[0, 2], Gen.UInt[0, 39], Gen.OneOf(Gen.UInt, Gen.UInt[0, 200]).Array[0, 12]).Sample((root, second, arcs) =>
        {
            var oid = string.Join('.', [root, second, .. arcs]);
            var expected = new AsnWriter(AsnEncodingRules.DER);
            expected.WriteObjectIdentifier(oid);
            return expected.EncodedValueEquals(DerWriter.Oid(oid));
        });

    [TestMethod]
    public void A_set_is_in_the_order_of_DER_whatever_order_its_elements_come_in() =>
        Gen.Byte.Array[0, 200].Array[0, 8].Sample(contents =>
        {
            var elements = contents.Select(DerWriter.OctetString).ToList();
            var set = new AsnReader(DerWriter.SetOf(DerWriter.Set, elements), AsnEncodingRules.DER).ReadSetOf();
            var count = 0;
            for (; set.HasData; count++)
                set.ReadEncodedValue();

            var inserted = new List<byte[]>();
            foreach (var element in elements)
                DerWriter.Insert(inserted, element);
            new AsnReader(DerWriter.Wrap(DerWriter.Set, [.. inserted]), AsnEncodingRules.DER).ReadSetOf();
            return count == contents.Length;
        });

    [TestMethod]
    public void Inserting_keeps_the_order_that_there_is() =>
        Gen.Byte.Array[1, 3].Array[1, 8].Sample(contents =>
        {
            var elements = contents.SkipLast(1).ToList();
            var result = new List<byte[]>(elements);
            DerWriter.Insert(result, contents[^1]);
            result.RemoveAt(result.IndexOf(contents[^1]));
            return result.SequenceEqual(elements);
        });

    [TestMethod]
    public void Garbage_is_refused_and_never_read_beyond_its_end() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            try
            {
                var element = DerElement.Read(bytes);
                return element.Encoded.Length <= bytes.Length
                    && element.Children().Sum(c => c.Encoded.Length) == element.Content.Length;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        });

    [TestMethod]
    [DataRow("30")]
    [DataRow("3080")]
    [DataRow("3001")]
    [DataRow("308200")]
    [DataRow("3085000000000000")]
    [DataRow("3084FFFFFFFF00")]
    [DataRow("1F0100")]
    public void What_is_cut_off_indefinite_or_oversized_is_refused(string hex) =>
        Assert.ThrowsExactly<InvalidDataException>(() => DerElement.Read(Convert.FromHexString(hex)));
}
