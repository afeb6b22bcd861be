using System.CommandLine;
using CodeSign.Diagnostics;
using CodeSign.Formats.Removal;
using CodeSign.Manifests;
using CodeSign.Signing;
using CodeSign.Tool.Input;
using CodeSign.Tool.Output;
using CodeSign.Tool.Signing;

namespace CodeSign.Tool.Commands;

/// <summary><c>strip</c>: files without their signatures.</summary>
internal sealed class StripCommand(ToolHost host)
{
    private readonly FileArguments _files = new("What to take signatures out of: assemblies, programs, packages.");
    private readonly Option<string> _manifest = new("--manifest", "-m")
    {
        Description = "A signature manifest that lists the files: with its digests, the very originals are restored and proved.",
        HelpName = "FILE",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "A folder for the unsigned files. Without it they are replaced where they are, each at once and as a whole.",
        HelpName = "DIR",
    };

    /// <summary>Makes the command.</summary>
    public Command Create()
    {
        var command = new Command(
            "strip",
            "Takes all signatures out of files and leaves valid unsigned ones. Exit code 5 where --manifest does not prove an original.");
        _files.AddTo(command);
        command.Add(_manifest);
        command.Add(_output);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var manifest = parsed.GetValue(_manifest) is { } path
            ? await SignatureManifestFile.ReadAsync(host.FullPath(path), cancellationToken) : null;
        var selection = await _files.SelectAsync(parsed, host, cancellationToken);
        if (selection.Missing is [var missing, ..])
            throw new CodeSignException(missing);
        var destination = new SigningDestination(parsed.GetValue(_output) is { } folder ? host.FullPath(folder) : null);
        var files = destination.Settle(selection.Files);

        var output = Terminal.ForResults(host);
        var worst = ExitCode.Success;
        foreach (var file in files)
        {
            var original = manifest is null ? null : Original(manifest, file.Path, cancellationToken);
            var removed = await RemoveAsync(file, destination.Of(file), original, cancellationToken);
            Write(output, file, removed, isProofWanted: manifest is not null);
            if (manifest is not null && removed is { WasSigned: true, IsOriginal: not true })
                worst = ExitCode.Invalid;
        }

        return worst;
    }

    private static async Task<RemovedSignature> RemoveAsync(
        SelectedFile file, string destination, string? original, CancellationToken cancellationToken)
    {
        try
        {
            return await SignatureRemover.RemoveAsync(file.Path, destination, original, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolDiagnostics.Unreadable.Exception($"The file can't be read: {e.Message}", "Make it readable for this user.",
                file.Name, e);
        }
    }

    /// <summary>The recorded digest of the file before it was signed; <see langword="null"/> where the manifest does not list it.</summary>
    private static string? Original(SignatureManifest manifest, string path, CancellationToken cancellationToken)
    {
        var sha256 = FileDigest.Sha256(path, cancellationToken);
        if (manifest.Package is { } package && (package.Sha256 == sha256 || path.EndsWith(package.File, StringComparison.Ordinal)))
            return package.ContentSha256;
        return manifest.Files.FirstOrDefault(file => file.Sha256 == sha256 && file.Action == ManifestFileAction.Signed)?.Sha256Before;
    }

    private static void Write(ITextOutput output, SelectedFile file, RemovedSignature removed, bool isProofWanted)
    {
        output.Write(removed.WasSigned ? "stripped   " : "unsigned   ", removed.WasSigned ? TextStyle.Good : TextStyle.Faint);
        output.Write(file.Name, TextStyle.Strong);
        var (text, style) = (removed.WasSigned, removed.IsOriginal) switch
        {
            (false, _) => ("  it carried no signature", TextStyle.Faint),
            (true, true) => ("  the very original, by its recorded digest", TextStyle.Good),
            (true, false) => ("  not the original: none of what signing may have changed leads to the recorded digest", TextStyle.Bad),
            _ when isProofWanted => ("  nothing proves that it is the original: the manifest does not list this file", TextStyle.Bad),
            _ => ("  a valid unsigned file; whether it is the very original, --manifest tells", TextStyle.Faint),
        };
        output.WriteLine(text, style);
    }
}
