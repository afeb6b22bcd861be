namespace CodeSign.Core.Tests.TestGate;

/// <summary>
/// Results as real runners wrote them, but for all tests except one that passed and one that was skipped, and when the processes that ran
/// them began and ended.
/// </summary>
internal sealed record RealRun(string Name, string Results, string TestAssembly, string Start, string End)
{
    /// <summary>The evidence of the process.</summary>
    public string Evidence => EvidenceOf(Start, End);

    /// <summary>The runs.</summary>
    public static IReadOnlyList<RealRun> All { get; } =
    [
        // VSTest 18.7 with MSTest 4.5.
        new(
            "MsTestOnVsTest",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="756c2fcf-dd56-46b5-831d-83df3227f235" name="@host 2026-11-25 21:14:27"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:14:27.0019166+00:00" queuing="2026-11-25T21:14:27.0019166+00:00"
                    start="2026-11-25T21:14:24.8403550+00:00" finish="2026-11-25T21:14:27.0240033+00:00" />
              <Results>
                <UnitTestResult
                    executionId="72a0be65-0b34-4315-ab51-ba71e922bc00" testId="19d668ca-1308-832e-98b7-af38f613ca6a"
                    testName="Passes" computerName="host" duration="00:00:00.0343514"
                    startTime="2026-11-25T21:14:26.2544400+00:00" endTime="2026-11-25T21:14:26.3431242+00:00" outcome="Passed" />
                <UnitTestResult
                    executionId="264f8219-26f6-4651-aa07-3fc92076b2be" testId="1bf3dce8-4d19-856a-8cb7-0a8cfbced457"
                    testName="Skipped" computerName="host"
                    startTime="2026-11-25T21:14:26.3661259+00:00" endTime="2026-11-25T21:14:26.3672618+00:00" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest name="Skipped"
                    storage="/home/me/msvst/bin/debug/net10.0/msvst.dll" id="1bf3dce8-4d19-856a-8cb7-0a8cfbced457"><TestMethod
                    codeBase="/home/me/MsVst/bin/Debug/net10.0/MsVst.dll"
                    adapterTypeName="executor://mstestadapter/v4" className="T" name="Skipped" /></UnitTest>
                <UnitTest name="Passes"
                    storage="/home/me/msvst/bin/debug/net10.0/msvst.dll" id="19d668ca-1308-832e-98b7-af38f613ca6a"><TestMethod
                    codeBase="/home/me/MsVst/bin/Debug/net10.0/MsVst.dll"
                    adapterTypeName="executor://mstestadapter/v4" className="T" name="Passes" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Completed">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="0" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/MsVst/bin/Debug/net10.0/MsVst.dll", "2026-11-25T21:14:24.9974646Z", "2026-11-25T21:14:26.8286049Z"),
        // VSTest 18.7 with xunit 2.9.
        new(
            "XunitOnVsTest",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="1b4293ab-a855-45e2-a4f0-c6dd1a158213" name="@host 2026-11-25 21:14:29"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:14:29.5298076+00:00" queuing="2026-11-25T21:14:29.5298077+00:00"
                    start="2026-11-25T21:14:27.6145899+00:00" finish="2026-11-25T21:14:29.5695745+00:00" />
              <Results>
                <UnitTestResult
                    executionId="234f020a-a30b-47a0-b1a1-be2d8ccaa495" testId="74d4a7c2-310d-cdf6-c2e4-87701a23a62f"
                    testName="T.Passes" computerName="host" duration="00:00:00.0000883"
                    startTime="2026-11-25T21:14:29.2612665+00:00" endTime="2026-11-25T21:14:29.2613132+00:00" outcome="Passed" />
                <UnitTestResult
                    executionId="43e52e06-4abf-451e-9890-2ac9afde7d31" testId="99894b22-7069-d788-d928-5c69c9d59785"
                    testName="T.Skipped" computerName="host" duration="00:00:00.0010000"
                    startTime="2026-11-25T21:14:29.2616114+00:00" endTime="2026-11-25T21:14:29.2619862+00:00" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest name="T.Skipped"
                    storage="/home/me/x2vst/bin/debug/net10.0/x2vst.dll" id="99894b22-7069-d788-d928-5c69c9d59785"><TestMethod
                    codeBase="/home/me/X2Vst/bin/Debug/net10.0/X2Vst.dll"
                    adapterTypeName="executor://xunit/VsTestRunner3/netcore/" className="T" name="Skipped" /></UnitTest>
                <UnitTest name="T.Passes"
                    storage="/home/me/x2vst/bin/debug/net10.0/x2vst.dll" id="74d4a7c2-310d-cdf6-c2e4-87701a23a62f"><TestMethod
                    codeBase="/home/me/X2Vst/bin/Debug/net10.0/X2Vst.dll"
                    adapterTypeName="executor://xunit/VsTestRunner3/netcore/" className="T" name="Passes" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Completed">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="0" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/X2Vst/bin/Debug/net10.0/X2Vst.dll", "2026-11-25T21:14:27.6771929Z", "2026-11-25T21:14:29.3691956Z"),
        // VSTest 18.7 with NUnit 4.4.
        new(
            "NUnitOnVsTest",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="4e78d6f1-661b-49d1-bffc-be5e6c1a6f29" name="@host 2026-11-25 21:14:33"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:14:33.2861227+00:00" queuing="2026-11-25T21:14:33.2861227+00:00"
                    start="2026-11-25T21:14:30.5405279+00:00" finish="2026-11-25T21:14:33.2945631+00:00" />
              <Results>
                <UnitTestResult
                    executionId="9cbefa10-87cd-4538-a75a-ead1de3384a7" testId="0e1d6a1c-dfd1-cb2e-9f41-825e232bce68"
                    testName="Passes" computerName="host" duration="00:00:00.0015380"
                    startTime="2026-11-25T21:14:33.1129287+00:00" endTime="2026-11-25T21:14:33.1144674+00:00" outcome="Passed" />
                <UnitTestResult
                    executionId="8eafcc27-a607-4f3c-9c92-9e560e1856f3" testId="3e335d9e-32cc-2c55-e07f-b6ea6f959799"
                    testName="Skipped" computerName="host" duration="00:00:00.0001800"
                    startTime="2026-11-25T21:14:33.1197122+00:00" endTime="2026-11-25T21:14:33.1198919+00:00" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest name="Passes"
                    storage="/home/me/nuvst/bin/debug/net10.0/nuvst.dll" id="0e1d6a1c-dfd1-cb2e-9f41-825e232bce68"><TestMethod
                    codeBase="/home/me/NuVst/bin/Debug/net10.0/NuVst.dll"
                    adapterTypeName="executor://nunit3testexecutor/" className="T" name="Passes" /></UnitTest>
                <UnitTest name="Skipped"
                    storage="/home/me/nuvst/bin/debug/net10.0/nuvst.dll" id="3e335d9e-32cc-2c55-e07f-b6ea6f959799"><TestMethod
                    codeBase="/home/me/NuVst/bin/Debug/net10.0/NuVst.dll"
                    adapterTypeName="executor://nunit3testexecutor/" className="T" name="Skipped" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Completed">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="0" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/NuVst/bin/Debug/net10.0/NuVst.dll", "2026-11-25T21:14:30.7874752Z", "2026-11-25T21:14:33.1886583Z"),
        // Microsoft.Testing.Platform 2.5 with MSTest 4.5.
        new(
            "MsTestOnTestingPlatform",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="92c17919-4307-40ac-9cfc-d71509a81b29" name="@host 2026-11-25 21:14:36.4814469"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:14:35.599198Z" queuing="2026-11-25T21:14:35.599198Z"
                    start="2026-11-25T21:14:35.599198Z" finish="2026-11-25T21:14:36.4820107Z" />
              <Results>
                <UnitTestResult
                    executionId="313dcfc7-0f4a-446c-baf7-d42870866191" testId="195b8a68-bc92-8315-af8a-8965ac2ee9f4"
                    testName="Skipped" computerName="host" duration="00:00:00.0000000"
                    startTime="2026-11-25T21:14:36.1045113+00:00" endTime="2026-11-25T21:14:36.1057604+00:00" outcome="NotExecuted" />
                <UnitTestResult
                    executionId="41bfd008-20bd-434e-a454-347601306bb0" testId="1e94a5ee-c2bb-808b-9a71-6e1e57b7773b"
                    testName="Passes" computerName="host" duration="00:00:00.0069988"
                    startTime="2026-11-25T21:14:36.0567530+00:00" endTime="2026-11-25T21:14:36.0888425+00:00" outcome="Passed" />
              </Results>
              <TestDefinitions>
                <UnitTest name="Skipped"
                    storage="/home/me/msmtp/bin/debug/net10.0/msmtp.dll" id="195b8a68-bc92-8315-af8a-8965ac2ee9f4"><TestMethod
                    codeBase="/home/me/MsMtp/bin/Debug/net10.0/MsMtp.dll"
                    adapterTypeName="executor://MSTestExtension/4.5.2" className="T" name="Skipped" /></UnitTest>
                <UnitTest name="Passes"
                    storage="/home/me/msmtp/bin/debug/net10.0/msmtp.dll" id="1e94a5ee-c2bb-808b-9a71-6e1e57b7773b"><TestMethod
                    codeBase="/home/me/MsMtp/bin/Debug/net10.0/MsMtp.dll"
                    adapterTypeName="executor://MSTestExtension/4.5.2" className="T" name="Passes" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Completed">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="1" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/MsMtp/bin/Debug/net10.0/MsMtp.dll", "2026-11-25T21:14:34.3268939Z", "2026-11-25T21:14:36.6645893Z"),
        // Microsoft.Testing.Platform 1.9 with xunit 3.2.
        new(
            "XunitOnTestingPlatform",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="632a6a13-f5a3-44bf-892c-6d012e9a84fd" name="@host 2026-11-25 21:14:38.8264779"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:14:37.4821365Z" queuing="2026-11-25T21:14:37.4821365Z"
                    start="2026-11-25T21:14:37.4821365Z" finish="2026-11-25T21:14:38.8269972Z" />
              <Results>
                <UnitTestResult
                    executionId="1f35f019-9f2b-4720-a3e6-bb4cf1b09ba2" testId="e0f43b53-e23d-d061-40ec-bc44eb6c8649"
                    testName="T.Passes" computerName="host" duration="00:00:00.2247037"
                    startTime="2026-11-25T21:14:38.0586809+00:00" endTime="2026-11-25T21:14:38.3375206+00:00" outcome="Passed" />
                <UnitTestResult
                    executionId="03ea4e2a-2ccf-4ce7-b944-69782afcd037" testId="6f772f3a-f721-588b-7a7e-6f298eb2f524"
                    testName="T.Skipped" computerName="host" duration="00:00:00.0000000"
                    startTime="2026-11-25T21:14:38.3667634+00:00" endTime="2026-11-25T21:14:38.3673561+00:00" outcome="NotExecuted" />
              </Results>
              <TestDefinitions>
                <UnitTest name="T.Passes"
                    storage="/home/me/x3mtp/bin/debug/net10.0/x3mtp.dll" id="e0f43b53-e23d-d061-40ec-bc44eb6c8649"><TestMethod
                    codeBase="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll"
                    adapterTypeName="executor://30ea7c6e-dd24-4152-a360-1387158cd41d/3.2.0" className="T" name="T.Passes" /></UnitTest>
                <UnitTest name="T.Skipped"
                    storage="/home/me/x3mtp/bin/debug/net10.0/x3mtp.dll" id="6f772f3a-f721-588b-7a7e-6f298eb2f524"><TestMethod
                    codeBase="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll"
                    adapterTypeName="executor://30ea7c6e-dd24-4152-a360-1387158cd41d/3.2.0" className="T" name="T.Skipped" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Completed">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="1" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll", "2026-11-25T21:14:36.8171272Z", "2026-11-25T21:14:39.1490784Z"),
        // xunit 3.2 with its own report (--report-xunit-trx).
        new(
            "XunitItself",
            """
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun id="c18b28d1-0d1d-4a49-9ea7-ad83cac710e8" name="unknown@unknown 2026-11-25T21:29:25.0573033+00:00"
                    xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-11-25T21:29:25.0573033+00:00" queuing="2026-11-25T21:29:25.0573033+00:00"
                    start="2026-11-25T21:29:25.0573033+00:00" finish="2026-11-25T21:29:26.5447589+00:00" />
              <Results>
                <UnitTestResult
                    testName="T.Passes" outcome="Passed" testId="1d0edac9-5016-4c10-92d4-2b9824639241"
                    executionId="1d0edac9-5016-4c10-92d4-2b9824639241" computerName="unknown" duration="00:00:00.1552041"
                    startTime="2026-11-25T21:29:25.7280652+00:00" endTime="2026-11-25T21:29:25.9241519+00:00" />
                <UnitTestResult
                    testName="T.Skipped" outcome="NotExecuted" testId="c28f0af8-8ad5-4ccd-b67f-c085f3568a13"
                    executionId="c28f0af8-8ad5-4ccd-b67f-c085f3568a13" computerName="unknown" duration="00:00:00.0000000"
                    startTime="2026-11-25T21:29:26.0160461+00:00" endTime="2026-11-25T21:29:26.0569585+00:00" />
              </Results>
              <TestDefinitions>
                <UnitTest name="T.Passes" id="1d0edac9-5016-4c10-92d4-2b9824639241"
                    storage="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll"><TestMethod
                    codeBase="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll" className="T" name="Passes"
                    adapterTypeName="executor://c18b28d1-0d1d-4a49-9ea7-ad83cac710e8/3.2.0" /></UnitTest>
                <UnitTest name="T.Skipped" id="c28f0af8-8ad5-4ccd-b67f-c085f3568a13"
                    storage="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll"><TestMethod
                    codeBase="/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll" className="T" name="Skipped"
                    adapterTypeName="executor://c18b28d1-0d1d-4a49-9ea7-ad83cac710e8/3.2.0" /></UnitTest>
              </TestDefinitions>
              <ResultSummary outcome="Complete">
                <Counters total="2" executed="1" passed="1" failed="0" error="0" timeout="0"
                    aborted="0" inconclusive="0" passedButRunAborted="0" notRunnable="0"
                    notExecuted="1" disconnected="0" warning="0" completed="0" inProgress="0" pending="0" />
              </ResultSummary>
            </TestRun>
            """,
            "/home/me/X3Mtp/bin/Debug/net10.0/X3Mtp.dll", "2026-11-25T21:29:21.5067628Z", "2026-11-25T21:29:26.9666907Z"),
    ];

    /// <summary>The evidence of a process that loaded the same test assembly at another time.</summary>
    public string EvidenceOf(string start, string end) => $$"""
        {"schema":1,"processId":1,"started":"{{start}}","runtime":".NET 10.0.12","framework":".NETCoreApp,Version=v10.0","profiled":false}
        {"assembly":"Tests","path":"{{TestAssembly}}","mvid":"{{Guid.Empty}}","sha256":"{{new string('0', 64)}}","loaded":"{{start}}"}
        {"ended":"{{end}}"}

        """;
}
