namespace CodeSign.Build.Tests.Solutions;

/// <summary>What becomes of a project of a <see cref="LayeredSolution"/>.</summary>
internal enum PartKind
{
    /// <summary>It is only referenced.</summary>
    Referenced,

    /// <summary>It becomes a package with all that it references in it.</summary>
    Package,

    /// <summary>It becomes a package for two frameworks.</summary>
    MultiTargetPackage,

    /// <summary>It becomes a package that nobody signs, without what it references.</summary>
    UnsignedPackage,

    /// <summary>It becomes the package of a tool.</summary>
    Tool,

    /// <summary>It is a program that is only published.</summary>
    Program,
}
