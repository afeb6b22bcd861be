using CodeSign.Signing;

namespace CodeSign.Build.Pack;

/// <summary>A package that was held against the plan.</summary>
/// <param name="Package">The package.</param>
/// <param name="Inspection">What was found in it.</param>
internal sealed record InspectedPackage(StagedPackage Package, PackageInspection Inspection);
