using CodeSign.Diagnostics;

namespace CodeSign.Build;

/// <summary>What can go wrong between MSBuild and the engine: host, configuration, files of the build.</summary>
public static class BuildDiagnostics
{
    /// <summary>The SDK is older than 10.0.100. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor SdkTooOld = Error("CSB0001", "The .NET SDK is too old");

    /// <summary>msbuild.exe is older than 18. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor MSBuildTooOld = Error("CSB0002", "MSBuild is too old");

    /// <summary>The package's folder lacks its tasks. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor TasksMissing = Error("CSB0003", "The package is incomplete");

    /// <summary>A property holds a secret.</summary>
    public static readonly DiagnosticDescriptor SecretInProperty = Error("CSB0004", "A property holds a secret");

    /// <summary>The package would make its users depend on CodeSign.Build. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NotPrivate = Warning("CSB0005", "The reference to CodeSign.Build is not private");

    /// <summary>No key is set. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NoKey = Warning("CSB0006", "Nothing is signed: no key is set");

    /// <summary>NuGet would unpack the package before it is signed. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor InstallsUnsigned = Error("CSB0007", "The package would be installed unsigned");

    /// <summary>A property's value can't be understood.</summary>
    public static readonly DiagnosticDescriptor InvalidSetting = Error("CSB0008", "A setting is invalid");

    /// <summary>The binary log records the environment, secrets included.</summary>
    public static readonly DiagnosticDescriptor EnvironmentLogged = Warning("CSB0009", "The binary log records the environment");

    /// <summary>The build was cancelled.</summary>
    public static readonly DiagnosticDescriptor Cancelled = Error("CSB0010", "Signing was cancelled");

    /// <summary>The system refused access to a file.</summary>
    public static readonly DiagnosticDescriptor FileAccess = Error("CSB0011", "A file can't be read or written");

    /// <summary>NuGet lists a package that it did not write.</summary>
    public static readonly DiagnosticDescriptor PackageMissing = Error("CSB0012", "A package is missing");

    /// <summary>Timestamps are wanted and nobody is there to give them.</summary>
    public static readonly DiagnosticDescriptor NoTimestampServer = Error("CSB0013", "No timestamp server is set");

    /// <summary>A CodeSignFile item names an archive that is nowhere.</summary>
    public static readonly DiagnosticDescriptor ArchiveMissing = Error("CSB2150", "An archive that is to be signed is missing");

    /// <summary>A failure that the engine did not foresee.</summary>
    public static readonly DiagnosticDescriptor Unexpected = Error("CSB0015", "Signing failed unexpectedly");

    /// <summary>One project's packages would overwrite each other's manifest. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor SharedManifest = Error("CSB0016", "Several packages would share one manifest");

    /// <summary>A target framework's build has no reference to CodeSign.Build. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor NotForEveryFramework =
        Error("CSB0017", "CodeSign.Build is not referenced for every target framework");

    /// <summary>A publish ended with an error; says what is in its folder.</summary>
    public static readonly DiagnosticDescriptor PublishFailed = Error("CSB2120", "The publish failed");

    /// <summary>A file in the published folder is another than was planned.</summary>
    public static readonly DiagnosticDescriptor PublishedFileChanged = Error("CSB2121", "A published file is not the one that was planned");

    /// <summary>A container image is to be made while only a plan is wanted. Reported by a target.</summary>
    public static readonly DiagnosticDescriptor ContainerInPlan = Error("CSB2160", "A plan makes no container image");

    /// <summary>Without the certificate, a plan can't tell what happens to files that arrive signed.</summary>
    public static readonly DiagnosticDescriptor Undecided = Warning("CSB2161", "A plan needs the certificate to decide");

    /// <summary>A target has led the publish of a plan back into a real folder.</summary>
    public static readonly DiagnosticDescriptor RealFolderInPlan = Error("CSB2162", "A plan would publish into a real folder");

    /// <summary>The project's version is none.</summary>
    public static readonly DiagnosticDescriptor InvalidVersion = Error("CSB2122", "The version is invalid");

    /// <summary>The published folder holds a signable file that nothing accounts for.</summary>
    public static readonly DiagnosticDescriptor UnaccountedInFolder = Error("CSB2510", "Nothing accounts for a file in the published folder");

    private static DiagnosticDescriptor Error(string code, string title) => new(code, DiagnosticSeverity.Error, title);

    private static DiagnosticDescriptor Warning(string code, string title) => new(code, DiagnosticSeverity.Warning, title);
}
