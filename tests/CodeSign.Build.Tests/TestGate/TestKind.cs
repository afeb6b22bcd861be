namespace CodeSign.Build.Tests.TestGate;

/// <summary>A test framework together with the runner that runs it.</summary>
public enum TestKind
{
    /// <summary>MSTest, run by VSTest.</summary>
    MSTestOnVSTest,

    /// <summary>MSTest, a program on Microsoft.Testing.Platform.</summary>
    MSTest,

    /// <summary>xunit 2, run by VSTest.</summary>
    XunitOnVSTest,

    /// <summary>xunit 3, a program with xunit's own command line.</summary>
    Xunit,

    /// <summary>xunit 3, a program on Microsoft.Testing.Platform.</summary>
    XunitOnPlatform,

    /// <summary>NUnit, run by VSTest.</summary>
    NUnitOnVSTest,

    /// <summary>NUnit, a program on Microsoft.Testing.Platform.</summary>
    NUnit,
}
