using CodeSign.Formats;

namespace CodeSign.Signing;

/// <summary>Finds the format of a file by its content.</summary>
internal static class FormatList
{
    public static async ValueTask<ISignatureFormat?> FindAsync(
        this IReadOnlyList<ISignatureFormat> formats, Stream file, CancellationToken cancellationToken)
    {
        foreach (var format in formats)
        {
            file.Position = 0;
            if (await format.RecognisesAsync(file, cancellationToken))
                return format;
        }
        return null;
    }
}
