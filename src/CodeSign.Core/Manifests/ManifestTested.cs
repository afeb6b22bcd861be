using System.ComponentModel;

namespace CodeSign.Manifests;

/// <summary>How an assembly was tested before it was signed.</summary>
/// <param name="How">How.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ManifestTested(
    [property: Description("How the assembly was tested: exact (a run that passed loaded these bytes, but for the signature), instrumented (the same compilation, changed by a coverage tool or profiler), compiled (the assembly that this was compiled ahead from), or untested (a CodeSignUntested rule allows it).")] ManifestTestedKind How,
    [property: Description("Why, in words: of an untested assembly the reason that the project gives.")] string Reason);
