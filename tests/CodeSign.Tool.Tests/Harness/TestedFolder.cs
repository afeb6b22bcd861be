using System.Globalization;
using CodeSign.TestGate;
using CodeSign.Testing;

namespace CodeSign.Tool.Tests.Harness;

/// <summary>What a test run leaves in a folder: results and evidence of a run that passed and has loaded an assembly.</summary>
internal static class TestedFolder
{
    /// <summary>The certificate that belongs to the folder's key.</summary>
    public const string Certificate = "sealer.pem";

    private const string TestAssembly = "/src/App.Tests/bin/App.Tests.dll";

    /// <summary>Writes results and evidence into TestResults, and the certificate of the folder's key.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="assembly">The name of the assembly that the tests have loaded.</param>
    public static async Task WriteAsync(ToolFolder folder, string assembly)
    {
        var identity = await AssemblyIdentity.ReadAsync(folder.File(assembly), CancellationToken.None);
        var begin = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        folder.Write("TestResults/App.Tests.trx", $"""
            <TestRun id="756c2fcf-dd56-46b5-831d-83df3227f235" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times start="{Time(2)}" finish="{Time(8)}" />
              <Results>
                <UnitTestResult testId="19d668ca-1308-832e-98b7-af38f613ca6a" testName="Adds" startTime="{Time(4)}" endTime="{Time(5)}"
                    outcome="Passed" />
              </Results>
              <TestDefinitions>
                <UnitTest id="19d668ca-1308-832e-98b7-af38f613ca6a" name="Adds" storage="{TestAssembly.ToLowerInvariant()}" />
              </TestDefinitions>
              <ResultSummary outcome="Completed"><Counters total="1" executed="1" passed="1" failed="0" /></ResultSummary>
            </TestRun>
            """);
        folder.Write("TestResults/App.Tests.7.0a1b2c3d.testevidence.jsonl", $$"""
            {"schema":1,"processId":7,"started":"{{Time(3)}}","framework":".NETCoreApp,Version=v10.0","profiled":false}
            {"assembly":"App.Tests","path":"{{TestAssembly}}","mvid":"{{Guid.Empty}}","sha256":"{{new string('0', 64)}}","loaded":"{{Time(3)}}"}
            {"assembly":"{{identity!.Name}}","path":"/src/App.Tests/bin/App.dll","mvid":"{{identity.Mvid}}","sha256":"{{identity.AuthenticodeSha256}}","loaded":"{{Time(4)}}"}
            {"ended":"{{Time(7)}}"}

            """);
        folder.Write(Certificate, TestIdentities.CodeSigning.Certificate.ExportCertificatePem());

        string Time(int second) => begin.AddSeconds(second).ToString("o", CultureInfo.InvariantCulture);
    }
}
