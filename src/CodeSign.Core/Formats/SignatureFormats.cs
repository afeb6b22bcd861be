using CodeSign.Formats.Detached;
using CodeSign.Formats.NuGetPackage;
using CodeSign.Formats.PortableExecutable;

namespace CodeSign.Formats;

/// <summary>All the formats there are: the one place where a new one is registered.</summary>
public sealed class SignatureFormats
{
    /// <summary>Registers the formats.</summary>
    /// <param name="time">The clock that signing times are read from, where a format has such; default: the system's.</param>
    public SignatureFormats(TimeProvider? time = null)
    {
        PortableExecutable = new PortableExecutableFormat();
        NuGetPackage = new NuGetPackageFormat(time);
        All = [PortableExecutable, NuGetPackage];
    }

    /// <summary>Windows executables and .NET assemblies.</summary>
    public PortableExecutableFormat PortableExecutable { get; }

    /// <summary>NuGet packages.</summary>
    public NuGetPackageFormat NuGetPackage { get; }

    /// <summary>Signatures beside files of any kind. No file is found to be of it: it is used where it was asked for.</summary>
    public DetachedFormat Detached { get; } = new();

    /// <summary>Every format that is inside of files. No file is of two of them.</summary>
    public IReadOnlyList<ISignatureFormat> All { get; }
}
