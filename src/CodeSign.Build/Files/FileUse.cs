namespace CodeSign.Build.Files;

/// <summary>What becomes of a file of the build.</summary>
internal enum FileUse
{
    /// <summary>It goes into the package or the published folder.</summary>
    Shipped,

    /// <summary>It goes into the single-file program that is published.</summary>
    Bundled,

    /// <summary>It is an output of the project that is not shipped itself, and is signed beside what is.</summary>
    BuildOutput,
}
