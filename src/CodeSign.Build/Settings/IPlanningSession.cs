using CodeSign.Formats;
using CodeSign.Signing;

namespace CodeSign.Build.Settings;

/// <summary>What files are planned with: how projects sign, and who reads signatures that files arrive with.</summary>
internal interface IPlanningSession
{
    /// <summary>What may be signed inside a package.</summary>
    IReadOnlyList<ISignatureFormat> FileFormats { get; }

    /// <summary>What tells packages from other archives.</summary>
    ISignatureFormat PackageFormat { get; }

    /// <summary>Reads signatures that others made. It trusts the roots of all signers that were asked for by then.</summary>
    ISignatureInspector Inspector { get; }

    /// <summary>On what terms a project signs its assemblies.</summary>
    /// <exception cref="Diagnostics.CodeSignException">It can't sign on these terms.</exception>
    Task<SigningTerms> AssemblyTermsAsync(ProjectSettings owner, CancellationToken cancellationToken);

    /// <summary>On what terms packages in archives are signed, or <see langword="null"/> where they are not.</summary>
    /// <exception cref="Diagnostics.CodeSignException">They can't be signed on these terms.</exception>
    Task<SigningTerms?> NestedPackageTermsAsync(CancellationToken cancellationToken);
}
