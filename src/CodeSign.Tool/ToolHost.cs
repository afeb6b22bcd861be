using System.Text;
using CodeSign.Tool.Output;

namespace CodeSign.Tool;

/// <summary>All that the tool knows of the process that it runs in. Tests give another one.</summary>
internal sealed record ToolHost
{
    /// <summary>Where lists of files are read from. Opened when it is asked for: most commands never do.</summary>
    public required Func<TextReader> Input { get; init; }

    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where errors, warnings and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The folder that relative paths start from; full.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Whether a person sees the results as they are written.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person sees errors and progress as they are written.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The user's folder for local application data, where the development identity lives.</summary>
    public Func<string>? LocalApplicationData { get; init; }

    /// <summary>The clock that signatures are held against.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether colours are wanted: <c>NO_COLOR</c> switches them off (no-color.org).</summary>
    public bool HasColours => string.IsNullOrEmpty(Environment("NO_COLOR"));

    /// <summary>The host of this process.</summary>
    /// <exception cref="IOException">Its current folder is gone, or it has no standard streams.</exception>
    public static ToolHost OfProcess() => new()
    {
        Input = () => Console.In,
        Output = Writer(OutputStream.Open(), isShown: !Console.IsOutputRedirected),
        Error = Writer(Console.OpenStandardError(), isShown: true),
        WorkingDirectory = CurrentFolder(),
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>The full path of something that the user has named.</summary>
    /// <exception cref="UsageException">The name is empty.</exception>
    public string FullPath(string path) => path.Length > 0
        ? Path.GetFullPath(path, WorkingDirectory)
        : throw new UsageException("A file or folder has an empty name.");

    /// <summary>How a file is named to the user: by its path from the current folder where it lies below that, otherwise whole.</summary>
    public string NameOf(string path)
    {
        var relative = Path.GetRelativePath(WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }

    private static string CurrentFolder()
    {
        try
        {
            return System.Environment.CurrentDirectory;
        }
        catch (IOException e)
        {
            throw new IOException($"The current folder can't be found; it may have been deleted: {e.Message}", e);
        }
    }

    // Nobody waits for single lines of what a program reads.
    private static StreamWriter Writer(Stream stream, bool isShown)
    {
        var encoding = isShown && OperatingSystem.IsWindows() ? Console.OutputEncoding
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new StreamWriter(stream, encoding, bufferSize: 16 * 1024) { AutoFlush = isShown, NewLine = System.Environment.NewLine };
    }
}
