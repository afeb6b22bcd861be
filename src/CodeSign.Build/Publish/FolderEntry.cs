using CodeSign.Build.Files;
using CodeSign.Manifests;
using CodeSign.Plans;

namespace CodeSign.Build.Publish;

/// <summary>A signable file in a published folder, or in the single-file program there.</summary>
/// <param name="RelativePath">Its path in the folder, <c>/</c> between folders.</param>
/// <param name="Planned">What was decided about it, and made of it.</param>
/// <param name="Bundle">The name of the single-file program that holds it, or <see langword="null"/>.</param>
internal sealed record FolderEntry(string RelativePath, PlannedState Planned, string? Bundle = null)
{
    /// <summary>What the manifest says about it and, behind that, about the files in it.</summary>
    public IEnumerable<ManifestFile> ToManifest()
    {
        var files = Planned.Entries.Select(ManifestPart.ReadFile).ToList();
        var planned = files[0].Path.Length;
        return files.Select(file => file with { Path = RelativePath + file.Path[planned..], Bundle = Bundle });
    }

    /// <summary>What a plan says about it and, behind that, about the files in it.</summary>
    public IEnumerable<PlanFile> ToPlan()
    {
        var files = Planned.Entries.Select(PlanPart.ReadFile).ToList();
        var planned = files[0].Path.Length;
        return files.Select(file => file with { Path = RelativePath + file.Path[planned..], Bundle = Bundle });
    }
}
