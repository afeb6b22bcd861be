using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Benchmarks;

/// <summary>What the comparisons share: a folder, a signer's files, and the program that is the engine's process.</summary>
internal sealed class Workbench : IDisposable
{
    /// <summary>The password of <see cref="Pfx"/>.</summary>
    public const string Password = "benchmark";

    private static readonly string EngineProgram =
        Path.Combine(AppContext.BaseDirectory, "engine", Path.GetFileName(Environment.ProcessPath!));

    private static readonly string ToolProgram =
        Path.Combine(AppContext.BaseDirectory, "tool", OperatingSystem.IsWindows() ? "CodeSign.Tool.exe" : "CodeSign.Tool");

    private readonly TemporaryFolder _folder = new();
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("CodeSign Benchmark Root", keyKind: TestKeyKind.Rsa3072);
    private readonly TestCertificate _signer;
    private readonly Lazy<TestCertificate> _timestamping;
    private readonly Lazy<TrustingSdk> _sdk;

    /// <summary>Makes the signer: an RSA-3072 certificate issued by a root of its own.</summary>
    /// <param name="rounds">How many rounds are measured.</param>
    public Workbench(int rounds)
    {
        Rounds = rounds;
        _signer = _authority.Issue(new CertificateOptions { KeyKind = TestKeyKind.Rsa3072, ByRoot = true });
        _timestamping = new(() => _authority.IssueTimestamping());
        _sdk = new(CreateSdk);
        Pem = _signer.WritePem(_folder.File("key.pem"));
        Pfx = _signer.WritePfx(_folder.File("key.pfx"), Password);
        Roots = _authority.WriteRoot(_folder.File("roots.pem"));
    }

    /// <summary>How many rounds are measured.</summary>
    public int Rounds { get; }

    /// <summary>The signer's certificate and unencrypted key.</summary>
    public string Pem { get; }

    /// <summary>The same with the root, as PKCS #12.</summary>
    public string Pfx { get; }

    /// <summary>The one trusted root, PEM.</summary>
    public string Roots { get; }

    /// <summary>A copy of the SDK that trusts this root and no other, so that it has no long lists to read.</summary>
    public TrustingSdk Sdk => _sdk.Value;

    /// <summary>SHA-256 of the signer's certificate, hexadecimal.</summary>
    public string Fingerprint => _signer.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

    /// <summary>Makes an empty folder.</summary>
    public string Folder(string name) => _folder.Folder(name);

    /// <summary>Empties a folder.</summary>
    public static void Empty(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Delete(file);
    }

    /// <summary>Starts a timestamp server under the trusted root.</summary>
    public TimestampServer StartTimestampServer(TimeSpan latency) => new(_authority, _timestamping.Value) { Latency = latency };

    /// <summary>Issues another timestamp authority's certificate under the trusted root. The caller disposes it.</summary>
    public TestCertificate IssueTimestamping() => _authority.IssueTimestamping();

    /// <summary>The signer's key in memory, which counts its operations.</summary>
    public CountingSigningKey CreateKey() => _signer.CreateSigningKey();

    /// <summary>The signer with a key of <see cref="CreateKey"/>.</summary>
    public SigningIdentity Identity(CountingSigningKey key) => new(_signer.Chain, key, KeyKind.File);

    /// <summary>The engine, as a process that signs all files of a folder.</summary>
    public Contender Engine(string name, string input, string output, Func<EngineRequest, EngineRequest> configure)
    {
        var request = configure(new EngineRequest { Key = Pem, Roots = Roots, Input = input, Output = output, Verify = true });
        return new Contender(name, EngineProgram, request.ToArguments()) { Reset = () => Empty(output) };
    }

    /// <summary>The engine, as a process that plans all files of a folder.</summary>
    public Contender Planner(string name, PlanRequest request) => new(name, EngineProgram, request.ToArguments());

    /// <summary>The tool, as its package has it: compiled ahead, a process for each call.</summary>
    public static Contender Tool(string name, params IReadOnlyList<string> arguments) => new(name, ToolProgram, arguments);

    /// <summary>The tool as a person calls it: <c>dotnet</c> finds its command on the PATH, and starts it.</summary>
    public Contender DotNetTool(string name, params IReadOnlyList<string> arguments)
    {
        var link = Path.Combine(Folder("path"), OperatingSystem.IsWindows() ? "dotnet-codesign.exe" : "dotnet-codesign");
        if (!File.Exists(link))
            File.CreateSymbolicLink(link, ToolProgram);
        var path = $"{Path.GetDirectoryName(link)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        var options = ProcessOptions.Default with { Environment = new Dictionary<string, string?> { ["PATH"] = path } };
        return new Contender(name, "dotnet", ["codesign", .. arguments]) { Options = TrustingSdk.Isolate(options) };
    }

    /// <summary>A process of .NET that does nothing: what every other one takes besides its work.</summary>
    public static Contender Nothing() => new("a .NET process that does nothing", EngineProgram, ["nothing"]);

    public void Dispose()
    {
        if (_sdk.IsValueCreated)
            _sdk.Value.Dispose();
        if (_timestamping.IsValueCreated)
            _timestamping.Value.Dispose();
        _signer.Dispose();
        _authority.Dispose();
        _folder.Dispose();
    }

    private TrustingSdk CreateSdk()
    {
        var sdk = TrustingSdk.Create(_authority.RootPem);
        foreach (var list in (string[])["codesignctl.pem", "timestampctl.pem"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(sdk.Folder, "sdk"), list, SearchOption.AllDirectories))
                File.WriteAllText(file, _authority.RootPem);
        }

        return sdk;
    }
}
