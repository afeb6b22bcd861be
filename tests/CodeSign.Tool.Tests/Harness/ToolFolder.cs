using CodeSign.Testing;

namespace CodeSign.Tool.Tests.Harness;

/// <summary>A folder with keys and files in which the tool is run, within this process, as a user would run it there.</summary>
internal sealed class ToolFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Makes the folder, with the tests' root in <c>root.pem</c> and a key that it has issued in <c>key.pem</c>.</summary>
    public ToolFolder()
    {
        TestIdentities.Authority.WriteRoot(_folder.File("root.pem"));
        TestIdentities.CodeSigning.WritePem(_folder.File("key.pem"));
    }

    /// <summary>Full path of the folder.</summary>
    public string Path => _folder.Path;

    /// <summary>A timestamp server, started when it is first asked for.</summary>
    public TimestampServer Timestamps => field ??= Started = new TimestampServer();

    /// <summary>The environment that the tool sees.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What the tool reads from standard input.</summary>
    public string Input { get; set; } = "";

    private TimestampServer? Started { get; set; }

    /// <summary>Full path of a file.</summary>
    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>Writes a text file and gives its name.</summary>
    public string Write(string name, string content)
    {
        _folder.Write(name, content);
        return name;
    }

    /// <summary>Writes a file and gives its name.</summary>
    public string Write(string name, byte[] content)
    {
        _folder.Write(name, content);
        return name;
    }

    /// <summary>Copies an assembly that nobody has signed, and gives its name.</summary>
    public string Assembly(string name = "app.dll") => Write(name, System.IO.File.ReadAllBytes(typeof(ToolFolder).Assembly.Location));

    /// <summary>An assembly that is signed with the folder's key, and stamped.</summary>
    public async Task<string> SignedAssemblyAsync(string name = "app.dll")
    {
        await SignAsync(Assembly(name));
        return name;
    }

    /// <summary>Signs files with the folder's key and a timestamp.</summary>
    public async Task SignAsync(params string[] files) => (await RunAsync(
        ["sign", .. files, "--key", "key.pem", "--trusted-root", "root.pem", "--timestamp-server",
            Timestamps.Address.AbsoluteUri])).Expect(0);

    /// <summary>Changes one byte of a file.</summary>
    public void Flip(string name, long offset)
    {
        using var file = new FileStream(File(name), FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 1));
    }

    /// <summary>Runs the tool.</summary>
    public Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    /// <summary>Runs the tool.</summary>
    public async Task<ToolResult> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(arguments, Host(output, error), cancellationToken);
        return new ToolResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>What the tool sees of the world when it runs here.</summary>
    public ToolHost Host(TextWriter output, TextWriter error) => new()
    {
        Input = () => new StringReader(Input),
        Output = output,
        Error = error,
        WorkingDirectory = Path,
        Environment = name => Environment.GetValueOrDefault(name),
        LocalApplicationData = () => _folder.Folder("home"),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Started is not null)
            await Started.DisposeAsync();
        _folder.Dispose();
    }
}
