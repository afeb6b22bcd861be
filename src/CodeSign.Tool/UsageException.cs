namespace CodeSign.Tool;

/// <summary>The command line makes no sense, in a way that only shows when it is carried out. Nothing was done.</summary>
internal sealed class UsageException(string message) : Exception(message);
