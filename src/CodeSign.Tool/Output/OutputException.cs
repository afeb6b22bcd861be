namespace CodeSign.Tool.Output;

/// <summary>Standard output takes no more: the disk behind it is full, or it is closed.</summary>
internal sealed class OutputException(Exception inner) : IOException($"Standard output can't be written: {inner.Message}", inner);
