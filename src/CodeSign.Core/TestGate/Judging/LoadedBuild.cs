namespace CodeSign.TestGate.Judging;

/// <summary>Which build of a shipped assembly a test process loaded; what proves most comes first.</summary>
internal enum LoadedBuild
{
    /// <summary>The bytes that are shipped.</summary>
    Exact,

    /// <summary>The very file that what is shipped was compiled ahead from.</summary>
    CompiledFromExact,

    /// <summary>The compilation that what is shipped was compiled ahead from; which file of it, is not known.</summary>
    CompiledFromSame,

    /// <summary>The same compilation, with other code.</summary>
    Instrumented,

    /// <summary>The shipped build and another one that is not shipped.</summary>
    Mixed,

    /// <summary>Another build, that is not shipped.</summary>
    Other,

    /// <summary>None that is called so, or only one that is shipped in another place.</summary>
    None,
}
