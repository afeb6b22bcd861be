using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CodeSign.Benchmarks;

/// <summary>Assemblies as projects make them: small ones of the running SDK, without their signatures. The same for the same SDK.</summary>
internal static class SampleAssemblies
{
    private const int LargestSize = 160_000;

    /// <summary>Writes assemblies of different content to a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="count">How many.</param>
    /// <param name="averageSize">The size in bytes that they come close to on average.</param>
    /// <returns>Their size in all, bytes.</returns>
    public static long Write(string folder, int count, int averageSize)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        for (var written = 0; written < count;)
        {
            foreach (var file in Candidates())
            {
                var image = WithoutSignature(File.ReadAllBytes(file));
                // What is left must come to the wanted average; a file too large or too small for that is passed over.
                var wanted = ((long)count * averageSize - total) / (count - written);
                if (image is null || image.Length > 2 * wanted || image.Length < wanted / 4 || !known.Add(Convert.ToHexString(SHA256.HashData(image))))
                    continue;
                File.WriteAllBytes(Path.Combine(folder, $"{written:000}.dll"), image);
                total += image.Length;
                if (++written == count)
                    return total;
            }

            if (written < count)
                throw new InvalidOperationException($"The SDK has only {written} assemblies that fit.");
        }

        return total;
    }

    private static IEnumerable<string> Candidates()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Directory.EnumerateFiles(Path.Combine(root, "sdk"), "*.dll", SearchOption.AllDirectories)
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
