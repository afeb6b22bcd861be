using CodeSign.Diagnostics;
using CodeSign.Formats.Containers;
using CodeSign.Verification.Containers;

namespace CodeSign.Signing;

/// <summary>Puts signed contents into the entries of an archive, and has the result verified.</summary>
internal sealed class ContainerRewriter(ISignatureInspector inspector, StagingArea area)
{
    /// <summary>Writes the archive anew, beside where it goes in the end.</summary>
    /// <exception cref="CodeSignException">It has changed since the plan, can't be written, or is not as it should be.</exception>
    public async Task<RewrittenContainer> RewriteAsync(DistinctContent content, CancellationToken cancellationToken)
    {
        var temporary = area.NewFile(content.Place);
        var sourceSha256 = Convert.ToHexStringLower(Write(content, temporary, cancellationToken));
        SourceChange.Refuse(content, sourceSha256);
        try
        {
            var sha256 = await inspector.VerifyContainerAsync(temporary, Expectation(content), cancellationToken);
            return new RewrittenContainer(temporary, sourceSha256, sha256);
        }
        catch (CodeSignException e)
        {
            // The temporary file's name says nothing to the user.
            throw new CodeSignException(e.Diagnostic with { File = content.Source }, e);
        }
    }

    /// <summary>What became of the entries of an archive.</summary>
    public static IReadOnlyList<SignedFile> FactsOf(DistinctContent content) =>
        content.Entries.Count == 0 ? [] : [.. content.Entries.Select(entry => FactsOf(entry, content.Place))];

    private static SignedFile FactsOf(ContentEntry entry, string place)
    {
        var job = new SigningJob(entry.Job.Source, $"{place}!/{entry.Job.Name}", entry.Job.Profile, entry.Job.SourceSha256)
        {
            Container = entry.Job.Container,
        };
        return entry.Content.Staged!.Facts with { Job = job, SharesSignature = entry.IsShared };
    }

    private static byte[] Write(DistinctContent content, string temporary, CancellationToken cancellationToken)
    {
        var replacements = new List<EntryReplacement>(content.Entries.Count);
        foreach (var entry in content.Entries)
            replacements.Add(new EntryReplacement(entry.Job.Index, entry.Content.Staged!.Temporary));
        try
        {
            return ContainerWriter.Write(content.Source, temporary, replacements, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw ContainerReader.Malformed(content.Source, e);
        }
        catch (OverflowException e)
        {
            throw ContainerDiagnostics.NeedsZip64.Exception(
                $"With its signed entries, {content.Source} would pass 4 GiB in a place that is made for less.",
                "Make the archive in the zip64 format from the start, or split it.", content.Source, e);
        }
    }

    private static ContainerExpectation Expectation(DistinctContent content)
    {
        var entries = new List<ExpectedEntry>(content.Entries.Count);
        foreach (var entry in content.Entries)
            entries.Add(new ExpectedEntry(entry.Job.Index, entry.Content.Staged!.Facts.Sha256));
        return new ContainerExpectation(content.Source, entries);
    }
}
