using CodeSign.Formats;

namespace CodeSign.Signing;

/// <summary>What a <see cref="SigningPlan"/> is made with.</summary>
public sealed record SigningPlanOptions
{
    /// <summary>The formats that are looked for inside a package or a published folder.</summary>
    public required IReadOnlyList<ISignatureFormat> Formats { get; init; }

    /// <summary>How files are signed whose candidate names no profile of its own.</summary>
    public required SigningTerms Profile { get; init; }

    /// <summary>Who reads signatures that files arrive with.</summary>
    public required ISignatureInspector Inspector { get; init; }

    /// <summary>The <c>CodeSignFile</c> items, in their order: the last that matches decides.</summary>
    public IReadOnlyList<FileRule> Rules { get; init; } = [];

    /// <summary>Where unsigned originals of files that we have signed before are kept, if anywhere.</summary>
    public IUnsignedOriginals? Originals { get; init; }

    /// <summary>How archives are looked into; <see langword="null"/> where none is.</summary>
    public ContainerOptions? Containers { get; init; }
}
