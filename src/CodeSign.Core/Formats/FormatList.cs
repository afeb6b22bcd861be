namespace CodeSign.Formats;

/// <summary>Finds the format of a file by its content, never by its name.</summary>
public static class FormatList
{
    /// <summary>The first format that recognises a file; <see langword="null"/> where none does.</summary>
    /// <param name="formats">The formats to choose from.</param>
    /// <param name="file">The file, readable and seekable; its position afterwards is undefined.</param>
    public static ISignatureFormat? Find(this IReadOnlyList<ISignatureFormat> formats, Stream file)
    {
        ArgumentNullException.ThrowIfNull(formats);
        foreach (var format in formats)
            if (format.Recognises(file))
                return format;
        return null;
    }
}
