using CodeSign.Build.Files;
using CodeSign.FileSystem;

namespace CodeSign.Build.Plans;

/// <summary>What a plan has found out about a pack, between the time before NuGet writes the package and the time after.</summary>
internal sealed record PackPlan
{
    /// <summary>Nothing is known.</summary>
    public static PackPlan Empty { get; } = new();

    /// <summary>The files on their way into the package, and archives beside it.</summary>
    public IReadOnlyList<InputState> Inputs { get; init; } = [];

    /// <summary>Full paths of the archives that are not in the package.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>The detached signatures, as <see cref="CodeSign.Plans.PlanPart"/>.</summary>
    public IReadOnlyList<string> Detached { get; init; } = [];

    /// <summary>Where plans of a project keep what they need, apart from what its packs and publishes keep.</summary>
    /// <param name="stateDirectory">Full path of the project's state directory.</param>
    public static string DirectoryIn(string stateDirectory) => Path.Combine(stateDirectory, "plan");

    /// <summary>Whether a file is an archive that is not in the package.</summary>
    public bool IsArchive(InputState input) => Archives.Contains(input.Path, PathNames.Comparer);
}
