using System.CommandLine;

namespace CodeSign.Tool.Input;

/// <summary>The files that most commands take: paths, patterns, folders and lists.</summary>
internal sealed class FileArguments
{
    /// <summary>Makes the argument and the option.</summary>
    /// <param name="description">What the files are for.</param>
    /// <param name="arity">How many names there must be: one at least, unless something else may be named instead.</param>
    public FileArguments(string description, ArgumentArity? arity = null)
    {
        Files = new Argument<string[]>("FILE")
        {
            Description = $"{description} A pattern (*, ?, **) is expanded on every system; '-' reads names from standard input, "
                + "one a line, and '@LIST' from a file.",
            Arity = arity ?? ArgumentArity.OneOrMore,
        };
        Recurse = new Option<bool>("--recurse", "-r") { Description = "Look at all that is in the folders named, and in their folders." };
    }

    /// <summary>The files as the user writes them.</summary>
    public Argument<string[]> Files { get; }

    /// <summary>Whether folders are looked into.</summary>
    public Option<bool> Recurse { get; }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Files);
        command.Add(Recurse);
    }

    /// <summary>The files that the user means.</summary>
    public Task<FileSelection> SelectAsync(ParseResult parsed, ToolHost host, CancellationToken cancellationToken) =>
        new FileSelector(host, parsed.GetValue(Recurse)).SelectAsync(parsed.GetValue(Files) ?? [], cancellationToken);
}
