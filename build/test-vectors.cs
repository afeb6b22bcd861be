// Writes the test vectors into a folder: small signed files, genuine and broken, and what a verifier should make of each
// (docs/test-vectors.md). Our own verifier must come to the same.
//
//     dotnet run build/test-vectors.cs -- FOLDER

#:property PublishAot=false

using System.Diagnostics;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: dotnet run build/test-vectors.cs -- FOLDER");
    return 2;
}

var repository = Path.GetFullPath(Path.Combine(
    AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Path.Combine(Environment.CurrentDirectory, "build"), ".."));
string[] command =
[
    "run", "--project", Path.Combine("tests", "CodeSign.Core.Tests"), "--", "--filter", "FullyQualifiedName~TestVectorTests",
];
var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = repository };
start.Environment["CODESIGN_TEST_VECTORS"] = Path.GetFullPath(folder);
using var process = Process.Start(start)!;
process.WaitForExit();
if (process.ExitCode == 0)
    Console.WriteLine($"Test vectors: {Path.GetFullPath(folder)}");
return process.ExitCode;
