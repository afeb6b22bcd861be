// Builds the package CodeSign.Build from this clone, packs samples/HelloLibrary with it, and shows what came out.
// Needs no key: the sample signs with a development key that is made on first use.
//
//     dotnet run build/try.cs

#:property PublishAot=false

using System.Diagnostics;

var repository = Path.GetFullPath(Path.Combine(
    AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Path.Combine(Environment.CurrentDirectory, "build"), ".."));
var packages = Path.Combine(repository, "artifacts", "packages");
var output = Path.Combine(repository, "artifacts", "samples");

Console.WriteLine("Building the package CodeSign.Build ...");
if (!Dotnet("pack", Path.Combine("src", "CodeSign.Build"), "-c", "Release", "-o", packages))
    return 1;

Console.WriteLine();
Console.WriteLine("Packing samples/HelloLibrary with it ...");

// --force: a restore that finds nothing changed would keep the CodeSign.Build of the last run. CI refuses development keys, so that
// nobody releases with one; here it is what we want, and we say so.
string[] pack = ["pack", Path.Combine("samples", "HelloLibrary"), "-c", "Release", "-o", output, "--force", "-p:CodeSignAllowDevelopmentKey=true"];
if (!Dotnet(pack))
    return 1;

string[] made = ["HelloLibrary.1.0.0.nupkg", "HelloLibrary.1.0.0.codesign.json"];
if (made.FirstOrDefault(name => !File.Exists(Path.Combine(output, name))) is { } missing)
{
    Console.Error.WriteLine($"dotnet pack succeeded, but {missing} is not in {output}.");
    return 1;
}

Console.WriteLine();
Console.WriteLine($"Signed package:     {Path.Combine(output, made[0])}");
Console.WriteLine($"Signature manifest: {Path.Combine(output, made[1])}");
return 0;

bool Dotnet(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = repository })!;
    process.WaitForExit();
    return process.ExitCode == 0;
}
