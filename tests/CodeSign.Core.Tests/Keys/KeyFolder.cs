using CodeSign.Diagnostics;
using CodeSign.Keys;
using CodeSign.Testing;

namespace CodeSign.Core.Tests.Keys;

/// <summary>A folder with key files, and what a test opens them with.</summary>
internal sealed class KeyFolder : IDisposable
{
    public const string Secret = "correct horse 9-Straße-battery";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = [];

    public KeyFolder() => Options = new KeyOptions
    {
        BaseDirectory = _folder.Path,
        Environment = name => _environment.GetValueOrDefault(name),
        LocalApplicationData = () => Path.Combine(_folder.Path, "home"),
        Roots = subject => [.. Known.Where(r => r.SubjectName.RawData.AsSpan().SequenceEqual(subject.Span))],
    };

    public KeyOptions Options { get; set; }

    public RecordingLog Log { get; } = new();

    public List<System.Security.Cryptography.X509Certificates.X509Certificate2> Known { get; } = [TestIdentities.Authority.Root];

    public string File(string name) => _folder.File(name);

    public KeyFolder WithPassword(string password = Secret, string variable = KeyOptions.DefaultPasswordVariable) =>
        WithVariable(variable, password);

    public KeyFolder WithVariable(string name, string? value)
    {
        _environment[name] = value;
        return this;
    }

    /// <summary>Writes a file that only its owner can read.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        _folder.Write(name, content);
        return Close(name);
    }

    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public string Write(string name, string content)
    {
        _folder.Write(name, content);
        return Close(name);
    }

    /// <summary>Lets only its owner read a file.</summary>
    public string Close(string name)
    {
        var path = _folder.File(name);
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Sets a mode, where there are modes.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, mode);
    }

    public async Task<SigningIdentity> OpenAsync(string reference)
    {
        var identity = await SigningIdentities.OpenAsync(KeyReference.Parse(reference), Options, Log, CancellationToken.None);
        await identity.PathValidation;
        return identity;
    }

    /// <summary>Opens a key that is to be refused, and makes sure that nothing of the secret shows.</summary>
    public async Task<Diagnostic> RefusalAsync(string reference, DiagnosticDescriptor expected)
    {
        var refusal = await Assert.ThrowsExactlyAsync<CodeSignException>(async () => (await OpenAsync(reference)).Dispose());
        Assert.AreEqual(expected.Code, refusal.Diagnostic.Descriptor.Code, refusal.ToString());
        RequireSecrecy(refusal.ToString());
        return refusal.Diagnostic;
    }

    public void RequireSecrecy(string text)
    {
        Assert.DoesNotContain(Secret, text);
        Assert.DoesNotContain(Secret, Log.Text);
    }

    /// <summary>Runs openssl in the folder, with <see cref="Secret"/> in the variable PASSWORD.</summary>
    public async Task OpenSslAsync(params string[] arguments)
    {
        var options = ProcessOptions.Default with
        {
            WorkingDirectory = _folder.Path,
            Environment = new Dictionary<string, string?> { ["PASSWORD"] = Secret },
        };
        (await OpenSsl.RunAsync(arguments, options)).EnsureSuccess();
    }

    public void Dispose() => _folder.Dispose();
}
