namespace CodeSign.Manifests.Checking;

/// <summary>How a folder or package differs from its manifest.</summary>
public enum ManifestDifferenceKind
{
    /// <summary>The manifest lists a file that is not there.</summary>
    Missing,

    /// <summary>A file that can carry a signature is there, and the manifest does not list it.</summary>
    Added,

    /// <summary>A file is there with another content than the manifest says.</summary>
    Changed,
}
