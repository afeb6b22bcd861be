namespace CodeSign.Cms;

/// <summary>
/// One element of a DER encoding made elsewhere, found without interpreting what is in it. Only what the writer needs to put
/// something into an existing structure; signatures are read and judged by the reader in <c>Verification</c>.
/// </summary>
/// <param name="Tag">The identifier octet: tags above 30 are not used by any structure that is looked into here.</param>
/// <param name="Encoded">The whole element.</param>
/// <param name="Content">The element without tag and length.</param>
internal readonly record struct DerElement(byte Tag, ReadOnlyMemory<byte> Encoded, ReadOnlyMemory<byte> Content)
{
    /// <summary>Reads the element at the start of <paramref name="data"/>; what follows it is left.</summary>
    /// <exception cref="InvalidDataException">There is no element of definite length there.</exception>
    public static DerElement Read(ReadOnlyMemory<byte> data)
    {
        var span = data.Span;
        if (span.Length < 2 || (span[0] & 0x1F) == 0x1F)
            throw new InvalidDataException("An ASN.1 element is missing or has a tag that is not expected.");

        var header = 2;
        long length = span[1];
        if (length >= 0x80)
        {
            var octets = (int)length & 0x7F;
            if (octets is 0 or > 4 || span.Length < 2 + octets)
                throw new InvalidDataException("An ASN.1 length is indefinite, too large or cut off.");

            header += octets;
            length = 0;
            foreach (var octet in span[2..header])
                length = (length << 8) | octet;
        }

        if (length > span.Length - header)
            throw new InvalidDataException("An ASN.1 element reaches beyond what holds it.");

        var end = header + (int)length;
        return new DerElement(span[0], data[..end], data[header..end]);
    }

    /// <summary>Reads an element that must have a certain tag.</summary>
    /// <exception cref="InvalidDataException">It has not.</exception>
    public static DerElement Read(ReadOnlyMemory<byte> data, byte tag)
    {
        var element = Read(data);
        return element.Tag == tag ? element : throw new InvalidDataException($"ASN.1 tag {element.Tag:X2} where {tag:X2} is expected.");
    }

    /// <summary>A copy of the whole element.</summary>
    public byte[] ToArray() => Encoded.ToArray();

    /// <summary>The elements inside this one, all of them.</summary>
    /// <exception cref="InvalidDataException">The content is not a row of elements.</exception>
    public List<DerElement> Children()
    {
        var children = new List<DerElement>();
        for (var rest = Content; !rest.IsEmpty;)
        {
            var child = Read(rest);
            children.Add(child);
            rest = rest[child.Encoded.Length..];
        }

        return children;
    }

    /// <summary>The elements inside this one, at least so many.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public List<DerElement> Children(int atLeast)
    {
        var children = Children();
        return children.Count >= atLeast
            ? children
            : throw new InvalidDataException($"{children.Count} ASN.1 elements where at least {atLeast} are expected.");
    }
}
