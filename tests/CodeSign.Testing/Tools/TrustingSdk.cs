using System.Runtime.InteropServices;

namespace CodeSign.Testing;

/// <summary>
/// A copy of the running SDK whose NuGet trusts a root of ours, for code signing and timestamps. The SDK itself stays as it is:
/// the copy is made of hard links, and only the lists of trusted roots are files of its own.
/// </summary>
public sealed class TrustingSdk : IDisposable
{
    private const string Prefix = "codesign-test-sdk-";
    private static readonly string[] TrustLists = ["codesignctl.pem", "timestampctl.pem"];
    private static readonly Lazy<TrustingSdk> LazyDefault = new(CreateDefault);

    private TrustingSdk(string folder)
    {
        Folder = folder;
    }

    /// <summary>
    /// The one copy of this test run, which trusts <see cref="TestIdentities.Authority"/>. It is deleted when the process ends.
    /// </summary>
    public static TrustingSdk Default => LazyDefault.Value;

    /// <summary>The root folder of the copy.</summary>
    public string Folder { get; }

    /// <summary>The path of its <c>dotnet</c>.</summary>
    public string DotNet => Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Makes a copy that trusts a root.</summary>
    /// <param name="rootsPem">The roots to trust besides those it trusts already, PEM.</param>
    public static TrustingSdk Create(string rootsPem)
    {
        DeleteAbandoned();
        var source = RunningSdk();
        var folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
        Copy(source, folder);
        foreach (var sdk in Directory.EnumerateDirectories(Path.Combine(folder, "sdk")))
            Trust(Path.Combine(sdk, "trustedroots"), rootsPem);
        return new TrustingSdk(folder);
    }

    /// <summary>Runs its <c>dotnet</c>, with nothing of the surrounding SDK and MSBuild in the environment.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="options">Directory, further environment, time allowed.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public Task<ProcessResult> RunAsync(
        IEnumerable<string> arguments, ProcessOptions? options = null, CancellationToken cancellationToken = default) =>
        Run.ProcessAsync(DotNet, arguments, Isolate(options ?? ProcessOptions.Default), cancellationToken);

    /// <summary>Adds to options what keeps the surrounding SDK and MSBuild out of the environment.</summary>
    public static ProcessOptions Isolate(ProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var environment = CleanEnvironment();
        foreach (var (name, value) in options.Environment)
            environment[name] = value;
        return options with { Environment = environment };
    }

    /// <summary>Verifies a package (<c>dotnet nuget verify --all</c>), without asking for revocation lists.</summary>
    public Task<ProcessResult> VerifyPackageAsync(string package) => RunAsync(
        ["nuget", "verify", package, "--all", "-v", "detailed"],
        ProcessOptions.Default with { Environment = new Dictionary<string, string?> { ["NUGET_CERT_REVOCATION_MODE"] = "offline" } });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static TrustingSdk CreateDefault()
    {
        var sdk = Create(TestIdentities.Authority.RootPem);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => sdk.Dispose();
        return sdk;
    }

    // The folder of dotnet, three levels above the running framework's: shared/Microsoft.NETCore.App/VERSION.
    private static string RunningSdk()
    {
        var framework = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetFullPath(Path.Combine(framework, "..", "..", ".."));
        return Directory.Exists(Path.Combine(root, "sdk"))
            ? root
            : throw new DirectoryNotFoundException($"The tests run on a runtime without an SDK beside it ({root}).");
    }

    private static void Copy(string source, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var target = Path.Combine(destination, Path.GetFileName(file));
            // Another file system, or links to files of others forbidden: then a copy takes the space, and all else is the same.
            if (!HardLink.TryCreate(file, target))
                File.Copy(file, target);
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
            Copy(folder, Path.Combine(destination, Path.GetFileName(folder)));
    }

    private static void Trust(string folder, string rootsPem)
    {
        foreach (var name in TrustLists)
        {
            var path = Path.Combine(folder, name);
            var roots = File.ReadAllText(path);
            // Writing into a hard link would change the SDK itself.
            File.Delete(path);
            File.WriteAllText(path, roots.TrimEnd() + "\n" + rootsPem);
        }
    }

    // What an outer 'dotnet test' or MSBuild leaves in the environment would make this SDK load parts of that one.
    private static Dictionary<string, string?> CleanEnvironment()
    {
        var environment = new Dictionary<string, string?>();
        foreach (string name in Environment.GetEnvironmentVariables().Keys)
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_HOST", StringComparison.Ordinal)
                || name.StartsWith("TESTINGPLATFORM", StringComparison.Ordinal))
                environment[name] = null;
        }

        environment["DOTNET_ROOT"] = null;
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return environment;
    }

    // Copies of test runs that were killed.
    private static void DeleteAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var id = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(id, out var process) || IsRunning(process))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another run is deleting it at this moment, or it belongs to someone else.
            }
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
