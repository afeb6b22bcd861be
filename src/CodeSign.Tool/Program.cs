using CodeSign.Tool;

try
{
    return await CommandLine.RunAsync(args, ToolHost.OfProcess(), CancellationToken.None);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // The standard streams or the current folder: without them nothing can be done, or told.
    return LastWords.Say(e);
}
