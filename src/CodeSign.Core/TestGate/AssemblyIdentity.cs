using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CodeSign.Cms;
using CodeSign.Diagnostics;
using CodeSign.Formats;
using CodeSign.Formats.PortableExecutable;
using CodeSign.Signing;

namespace CodeSign.TestGate;

/// <summary>
/// Which build of which assembly a file is. The module version id (ECMA-335, II.22.30) is made anew by each compilation of changed source,
/// and stays when a tool instruments the code; the Authenticode digest changes with every byte but those of a signature.
/// </summary>
/// <param name="Name">The assembly's simple name.</param>
/// <param name="Mvid">The module version id.</param>
/// <param name="AuthenticodeSha256">
/// The Authenticode digest by SHA-256, hexadecimal, lower case: the same for the signed file and the unsigned.
/// </param>
/// <param name="IsCompiledAhead">Whether the file holds native code that was made from IL (ReadyToRun).</param>
public sealed record AssemblyIdentity(string Name, Guid Mvid, string AuthenticodeSha256, bool IsCompiledAhead)
{
    private const int MostNameLength = 1024;

    /// <summary>Reads which build of which assembly a file is.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The identity; <see langword="null"/> where the file is no managed assembly.</returns>
    /// <exception cref="CodeSignException">The file looks like a managed assembly, and its headers or metadata are malformed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    public static async Task<AssemblyIdentity?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await using var file = SharedFile.OpenRead(path);
        if (!new PortableExecutableFormat().Recognises(file))
            return null;
        file.Position = 0;
        if (ReadMetadata(file, path) is not { } identity)
            return null;
        return identity with { AuthenticodeSha256 = await DigestAsync(file, path, cancellationToken) };
    }

    /// <summary>
    /// The digest as <see cref="PortableExecutableFormat"/> makes it: zeros fill the file up to where a certificate table begins.
    /// </summary>
    private static async Task<string> DigestAsync(FileStream file, string path, CancellationToken cancellationToken)
    {
        var layout = PortableExecutableLayout.Read(file.SafeFileHandle, path);
        using var digest = new HashSink(DigestAlgorithm.Sha256, layout.DigestedRanges);
        await ChunkedReader.ReadAsync(file.SafeFileHandle, layout.Table.Start, [digest], cancellationToken);
        digest.Append(layout.DigestedPadding);
        return Convert.ToHexStringLower(digest.Finish());
    }

    private static AssemblyIdentity? ReadMetadata(FileStream file, string path)
    {
        try
        {
            using var image = new PEReader(file, PEStreamOptions.LeaveOpen);
            if (image.PEHeaders.CorHeader is not { } header || !image.HasMetadata)
                return null;
            var metadata = image.GetMetadataReader();
            if (!metadata.IsAssembly)
                return null;
            var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
            if (name.Length > MostNameLength)
                throw Malformed(path, $"Its name has {name.Length} characters, more than {MostNameLength}.");
            var mvid = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
            return new AssemblyIdentity(name, mvid, "", header.ManagedNativeHeaderDirectory.Size != 0);
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw Malformed(path, e.Message, e);
        }
    }

    private static CodeSignException Malformed(string path, string cause, Exception? inner = null) =>
        TestGateDiagnostics.UnreadableAssembly.Exception(
            $"{path} has the headers of a managed assembly, and can't be read as one: {cause}",
            "Build it again.", path, inner);
}
