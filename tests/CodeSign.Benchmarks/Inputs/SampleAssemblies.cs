using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace CodeSign.Benchmarks;

/// <summary>Assemblies as projects make them: small ones of the running SDK, without their signatures. The same for the same SDK.</summary>
internal static class SampleAssemblies
{
    private const int LargestSize = 160_000;
    private const int MostOriginals = 200;

    /// <summary>Writes assemblies of different content to a folder; beyond 200 they are variants of the first ones.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="count">How many.</param>
    /// <param name="averageSize">The size in bytes that they come close to on average.</param>
    /// <returns>Their size in all, bytes.</returns>
    public static long Write(string folder, int count, int averageSize)
    {
        var originals = Read(Math.Min(count, MostOriginals), averageSize);
        long total = 0;
        for (var number = 0; number < count; number++)
        {
            var image = Vary(originals[number % originals.Count], number / originals.Count);
            File.WriteAllBytes(Path.Combine(folder, $"{number:000}.dll"), image);
            total += image.Length;
        }

        return total;
    }

    private static List<byte[]> Read(int count, int averageSize)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var images = new List<byte[]>(count);
        long total = 0;
        while (images.Count < count)
        {
            var found = images.Count;
            foreach (var file in Candidates())
            {
                var image = WithoutSignature(File.ReadAllBytes(file));
                // What is left must come to the wanted average; a file too large or too small for that is passed over.
                var wanted = ((long)count * averageSize - total) / (count - images.Count);
                if (image is null || image.Length > 2 * wanted || image.Length < wanted / 4
                    || !known.Add(Convert.ToHexString(SHA256.HashData(image))))
                    continue;
                images.Add(image);
                total += image.Length;
                if (images.Count == count)
                    break;
            }

            if (images.Count == found)
                throw new InvalidOperationException($"The SDK has only {found} assemblies that fit.");
        }

        return images;
    }

    /// <summary>Another time of the linker, and a few bytes behind the image: lengths differ too, as those of other assemblies do.</summary>
    private static byte[] Vary(byte[] image, int variant)
    {
        if (variant == 0)
            return image;
        var varied = new byte[image.Length + (8 * variant)];
        image.CopyTo(varied, 0);
        var header = BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(0x3C));
        BinaryPrimitives.WriteInt32LittleEndian(varied.AsSpan(header + 8), variant);
        return varied;
    }

    private static IEnumerable<string> Candidates()
    {
        return Directory.EnumerateFiles(Path.Combine(InstalledSdk.Root, "sdk"), "*.dll", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length < LargestSize)
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Cuts the certificate table off, or gives <see langword="null"/> where the file is no PE with the table at its end.</summary>
    private static byte[]? WithoutSignature(byte[] image)
    {
        using var reader = new PEReader(new MemoryStream(image));
        if (reader.PEHeaders.PEHeader is not { } header)
            return null;
        var table = header.CertificateTableDirectory;
        var optionalHeader = reader.PEHeaders.PEHeaderStartOffset;
        if (table.Size > 0 && table.RelativeVirtualAddress + table.Size != image.Length)
            return null;

        var directory = optionalHeader + (header.Magic == PEMagic.PE32Plus ? 112 : 96) + (4 * 8);
        image.AsSpan(directory, 8).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(optionalHeader + 64), 0);
        return table.Size > 0 ? image[..table.RelativeVirtualAddress] : image;
    }
}
