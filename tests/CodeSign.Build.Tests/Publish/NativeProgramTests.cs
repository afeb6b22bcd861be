namespace CodeSign.Build.Tests.Publish;

/// <summary>
/// Native programs for Windows can be linked on Windows only. Here the targets of native compilation are played: they put the native
/// program in the assembly's place, and copy it into the folder once more after the target Publish.
/// </summary>
[TestClass]
public sealed class NativeProgramTests
{
    private const string NativeCompilation =
        """
        <PropertyGroup><NativeBinary>obj/native/Hello.exe</NativeBinary></PropertyGroup>
          <Target Name="ComputeLinkedFilesToPublish" BeforeTargets="ComputeResolvedFilesToPublishList">
            <Copy SourceFiles="obj/Release/net10.0/win-x64/apphost.exe" DestinationFiles="$(NativeBinary)" SkipUnchangedFiles="true" />
            <ItemGroup>
              <IntermediateAssembly Remove="@(IntermediateAssembly)" />
              <IntermediateAssembly Include="$(NativeBinary)" />
            </ItemGroup>
          </Target>
          <Target Name="CopyNativeBinary" AfterTargets="Publish">
            <Delete Files="$(PublishDir)\$(TargetName).exe" />
            <Copy SourceFiles="$(NativeBinary)" DestinationFolder="$(PublishDir)" />
          </Target>
        """;

    [TestMethod]
    public async Task The_native_program_is_signed_and_what_is_copied_after_the_publish_is_the_signed_one()
    {
        await using var solution = new TestSolution();
        var program = solution.Add("Hello").Set("OutputType", "Exe").Set("UseAppHost", "true").Set("RuntimeIdentifier", "win-x64").Set("SelfContained", "false")
            .Xml(NativeCompilation).Write("Program.cs", "System.Console.WriteLine(1);\n")
            .Xml("<Target Name=\"OnlyNative\" AfterTargets=\"ComputeResolvedFilesToPublishList\"><ItemGroup><ResolvedFileToPublish Remove=\"$(AppHostIntermediatePath)\" /></ItemGroup></Target>");

        var published = await program.PublishSignedAsync();

        await published.EnsureSignedAsync("Hello.exe");
        Assert.AreEqual("own", (string?)published.Manifest.FileAt("Hello.exe")["origin"]!["kind"]);
        var requests = solution.Timestamps.Requests;
        await (await program.PublishSignedAsync("--no-restore")).EnsureSignedAsync("Hello.exe");
        Assert.AreEqual(requests, solution.Timestamps.Requests);
    }
}
